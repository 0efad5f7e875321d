"use strict";
// What a reader types stays in the page, and in the browser's storage where there is one, until
// they take it away as a file. Nothing is sent anywhere.
(() => {
  const page = document.documentElement;
  const head = page.dataset;
  const bar = document.getElementById("bar");
  const name = document.getElementById("name");
  const count = document.getElementById("count");
  const key = `polyloom-review-sheet ${head.identity}`;
  const forms = [...document.querySelectorAll("[data-mark]")];

  const chosen = (form) => form.querySelector("input:checked")?.value ?? "";
  const words = (form) => form.querySelector("textarea").value.trim();

  const remarksOf = (form) => {
    const verdict = chosen(form);
    const text = words(form);
    const about = { mark: form.dataset.mark, reference: form.dataset.reference };
    const found = [];
    if (verdict === "approve") found.push({ ...about, verdict });
    if (verdict === "reject" && text) found.push({ ...about, verdict, text });
    else if (text) found.push({ ...about, verdict: "comment", text });
    return found;
  };
  const remarks = () => forms.flatMap(remarksOf);

  const storage = (act) => {
    try {
      return act(window.localStorage);
    } catch {
      return null; // A page from a file may have none.
    }
  };
  const keep = () => {
    const state = {};
    for (const form of forms) {
      const typed = form.querySelector("textarea").value;
      if (typed || chosen(form)) state[form.dataset.mark] = [chosen(form), typed];
    }
    storage((store) => store.setItem(key, JSON.stringify({ name: name.value, state })));
  };
  const recall = () => {
    const kept = JSON.parse(storage((store) => store.getItem(key)) ?? "null");
    if (!kept) return;
    name.value = kept.name;
    for (const form of forms) {
      const [verdict, typed] = kept.state[form.dataset.mark] ?? ["", ""];
      form.querySelector("textarea").value = typed;
      for (const input of form.querySelectorAll("input")) input.checked = input.value === verdict;
      if (verdict || typed) form.open = true;
    }
  };

  const show = () => {
    for (const form of forms) {
      const lacks = chosen(form) === "reject" && !words(form);
      form.querySelector("textarea").setCustomValidity(lacks ? head.reasonWanted : "");
      form.classList.toggle("said", remarksOf(form).length > 0 || lacks);
    }
    count.textContent = String(remarks().length);
  };

  const take = () => {
    const lacking = forms.find((form) => !form.querySelector("textarea").checkValidity());
    const field = name.value.trim() ? lacking?.querySelector("textarea") : name;
    if (field) {
      if (lacking) lacking.open = true;
      field.reportValidity();
      field.focus();
      return;
    }
    const sheet = {
      format: "polyloom-review-sheet",
      version: 1,
      project: head.project,
      locale: head.locale,
      document: head.document,
      by: name.value.trim(),
      remarks: remarks(),
    };
    const file = new Blob([`${JSON.stringify(sheet, null, 1)}\n`], { type: "application/json" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = head.fileName;
    link.click();
    URL.revokeObjectURL(link.href);
  };

  try {
    recall();
  } catch {
    // What was kept is of no use.
  }
  for (const part of document.querySelectorAll("[data-scripted]")) part.hidden = false;
  for (const part of document.querySelectorAll("[data-unscripted]")) part.hidden = true;
  document.addEventListener("input", () => {
    keep();
    show();
  });
  document.getElementById("take").addEventListener("click", take);
  bar.hidden = false;
  show();
})();
