// The review page's script: keys, unsaved text, placeables, and parts of a document as they come into view.
"use strict";
(() => {
  const body = document.body;
  const words = body.dataset;
  const said = document.getElementById("said");
  const failed = document.getElementById("failed");
  const project = document.documentElement.dataset.project;
  const page = document.getElementById("document");
  const keys = document.getElementById("keys");
  const LARGEST = 1_000_000;

  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const say = (text) => { said.textContent = text; if (text) { failed.textContent = ""; } };
  const fail = (text) => { failed.textContent = text; };
  const segmentOf = (element) => element?.closest?.(".segment") ?? null;
  const editorOf = (segment) => segment?.querySelector("form.editor") ?? null;
  const formsOf = (editor) => (editor ? all("textarea[data-catalog]", editor) : []);
  const isText = (element) => Boolean(element?.matches?.("textarea, select, input:not([type=checkbox])"));

  // What is not saved is kept by text, with the digest of what it was written over.
  const storage = {
    key: (segment) => ["polyloom", project, page.dataset.locale, page.dataset.path, segment.dataset.name].join(":"),
    read(key) {
      try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
    },
    write(key, value) {
      try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* full or forbidden: the page works without */ }
    },
    drop(key) {
      try { localStorage.removeItem(key); } catch { /* as above */ }
    },
  };

  const isDirty = (editor) => formsOf(editor).some((area) => area.value !== area.dataset.catalog);

  function keep(editor) {
    const key = storage.key(segmentOf(editor));
    if (isDirty(editor)) {
      storage.write(key, { forms: formsOf(editor).map((area) => area.value), seen: editor.elements.seen.value });
    } else {
      storage.drop(key);
    }
  }

  function bringBack(editor) {
    const kept = storage.read(storage.key(segmentOf(editor)));
    const forms = formsOf(editor);
    if (!kept || !Array.isArray(kept.forms) || kept.forms.length !== forms.length) { return; }
    if (kept.forms.every((text, index) => text === forms[index].value)) { return; }
    forms.forEach((area, index) => { area.value = kept.forms[index]; });
    // The server is to see what it was written over, and shows both where that is another text by now.
    editor.elements.seen.value = kept.seen;
    say(words.wordsKept);
  }

  // What was written and not saved is offered where it stands.
  function offer(root) {
    for (const segment of all(".segment:not(.open)", root)) {
      const kept = storage.read(storage.key(segment));
      const shown = segment.querySelector(".label.unsaved");
      if (Boolean(kept) === Boolean(shown)) { continue; }
      if (shown) { shown.remove(); continue; }
      const label = document.createElement("span");
      label.className = "label unsaved";
      label.textContent = words.wordsUnsaved;
      segment.querySelector(".state .where")?.after(label);
    }
  }

  function offerAll() {
    const prefix = storage.key({ dataset: { name: "" } });
    const names = [];
    try {
      for (let index = 0; index < localStorage.length; index += 1) {
        const key = localStorage.key(index);
        if (key.startsWith(prefix)) { names.push(key.slice(prefix.length)); }
      }
    } catch { /* forbidden: nothing was kept */ }
    const place = document.getElementById("unsaved");
    const elsewhere = names.filter((name) => !document.querySelector(`.segment.open[data-name="${CSS.escape(name)}"]`));
    place.hidden = !elsewhere.length;
    if (elsewhere.length) { place.querySelector("a").href = `${location.pathname}?text=${encodeURIComponent(elsewhere[0])}`; }
  }

  // Placeables: how often each stands in a text, the longest first, so that none is counted in another.
  function missing(editor, text) {
    const wanted = JSON.parse(editor.dataset.fixed);
    const faults = new Map();
    for (const token of Object.keys(wanted).sort((one, other) => other.length - one.length)) {
      const parts = text.split(token);
      const difference = parts.length - 1 - wanted[token];
      text = parts.join("\0");
      if (difference) { faults.set(token, difference); }
    }
    return faults;
  }

  function lastForm(editor) {
    const forms = formsOf(editor);
    return forms.find((area) => area.id === editor.dataset.last) ?? forms[0];
  }

  function compare(editor) {
    const area = lastForm(editor);
    if (!area) { return; }
    const faults = area.value.trim() ? missing(editor, area.value) : new Map();
    for (const button of all(".token", editor)) {
      button.classList.toggle("lost", (faults.get(button.dataset.token) ?? 0) < 0);
    }
    const told = [...faults].map(([token, count]) => `${token.trim() || "␣"} ${count < 0 ? words.wordsLost : words.wordsAdded}`);
    const place = editor.querySelector(".token-faults");
    const text = told.join(", ");
    if (place.textContent !== text) { place.textContent = text; }
  }

  function grow(area) {
    if (CSS.supports("field-sizing", "content")) { return; }
    area.style.blockSize = "auto";
    area.style.blockSize = `${area.scrollHeight + 4}px`;
  }

  function changed(area) {
    const editor = area.closest("form.editor");
    editor.dataset.last = area.id;
    grow(area);
    compare(editor);
    keep(editor);
  }

  function put(area, text, { whole = false } = {}) {
    area.focus();
    if (whole) { area.select(); }
    // Undo of the browser goes on working where it can do this.
    if (!document.execCommand?.("insertText", false, text)) {
      area.setRangeText(text, whole ? 0 : area.selectionStart, whole ? area.value.length : area.selectionEnd, "end");
    }
    changed(area);
  }

  function begin(editor, { own = false } = {}) {
    if (own || editor.querySelector(".problem")) { keep(editor); } else { bringBack(editor); }
    for (const button of all(".copy-source", editor)) { button.hidden = false; }
    for (const area of formsOf(editor)) { grow(area); }
    compare(editor);
    // The findings that came with it are of the catalog's text.
    if (isDirty(editor)) { setTimeout(() => htmx.trigger(editor.querySelector(".findings"), "again"), 0); }
  }

  // Editors that are drawn from what the page shows, until the server has answered with what it knows besides.
  const drawn = new Set();

  function shownText(element) {
    if (element.querySelector(":scope > .quiet")) { return ""; }
    const marker = element.querySelector(":scope > .marker");
    return element.textContent.slice(marker ? marker.textContent.length + 1 : 0);
  }

  // Of the one token that it has an empty editor gets those of a text.
  function drawTokens(editor, fixed) {
    editor.dataset.fixed = fixed;
    const group = editor.querySelector(".tokens");
    const blank = group.querySelector(".token");
    const tokens = Object.keys(JSON.parse(fixed)).map((text) => {
      const token = blank.cloneNode();
      token.dataset.token = token.textContent = text;
      return token;
    });
    group.replaceChildren(...tokens);
    if (!tokens.length) { group.remove(); }
  }

  function draw(segment) {
    const side = segment.querySelector(".side.translation");
    const shown = all(":scope > .text", side);
    const blank = document.querySelector(`template[data-editor-forms="${shown.length}"]`);
    if (!blank) { return; }
    const editor = document.importNode(blank.content.firstElementChild, true);
    for (const name of ["id", "for"]) {
      for (const element of all(`[${name}]`, editor)) {
        element.setAttribute(name, element.getAttribute(name).replace("t-blank", segment.id));
      }
    }
    editor.dataset.source = shownText(segment.querySelector(".side.source .text"));
    editor.elements.text.value = segment.dataset.name;
    editor.elements.seen.value = segment.dataset.seen;
    formsOf(editor).forEach((area, index) => {
      area.dataset.catalog = area.value = shownText(shown[index]);
      shown[index].hidden = true;
    });
    drawTokens(editor, segment.dataset.fixed ?? "{}");
    side.append(editor);
    segment.classList.add("open");
    drawn.add(segment.id);
    const link = segment.querySelector(".open-close");
    link.dataset.words = link.textContent;
    link.textContent = words.wordsClose;
    htmx.process(editor);
    begin(editor);
  }

  function takeAway(segment) {
    for (const asking of [segment, segment.querySelector(".open-close")]) { htmx.trigger(asking, "htmx:abort"); }
    editorOf(segment).remove();
    for (const text of all(".side.translation > .text", segment)) { text.hidden = false; }
    segment.classList.remove("open");
    drawn.delete(segment.id);
    const link = segment.querySelector(".open-close");
    link.textContent = link.dataset.words;
    offer(segment.parentElement);
  }

  // What somebody is writing is left alone by what comes from the server, and so is the digest of what they write it
  // over, or ask something to be done with: the server is to see that, and shows both where that is another text by now.
  const sent = new Map();
  function isBeingWritten(element) {
    if (!element.matches?.("form.editor :is(textarea, [name=seen])")) { return false; }
    const isDrawn = drawn.has(segmentOf(element).id);
    if (element.name === "seen") { return isDrawn && (isDirty(element.form) || waiting.has(segmentOf(element).id)); }
    if (!("catalog" in element.dataset)) { return isDrawn && element.value !== ""; }
    if (isDrawn) { return element.value !== element.dataset.catalog; }
    return sent.has(element.id) && sent.get(element.id) !== element.value;
  }

  Idiomorph.defaults.callbacks.beforeNodeMorphed = (element, fresh) => {
    if (!isBeingWritten(element)) { return true; }
    if ("catalog" in fresh.dataset) { element.dataset.catalog = fresh.dataset.catalog; }
    return false;
  };
  Idiomorph.defaults.callbacks.beforeAttributeUpdated = (name, element) => {
    if (name === "data-last") { return false; }
    return !(name === "open" && element.matches("form.editor details") && drawn.has(segmentOf(element).id));
  };

  // Parts of a document are fetched when they are near.
  const observer = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      // It is told elsewhere that there is no answer.
      if (entry.isIntersecting) { fill(entry.target).catch(() => {}); }
    }
  }, { rootMargin: "1500px 0px" });

  function watch() {
    const filled = all(".chunk:not(.waiting)");
    const texts = filled.reduce((sum, chunk) => sum + all(".segment", chunk).length, 0);
    const height = filled.reduce((sum, chunk) => sum + chunk.scrollHeight, 0);
    for (const chunk of all(".chunk.waiting:not([data-watched])")) {
      chunk.dataset.watched = "";
      if (texts) { chunk.style.minBlockSize = `${Math.round((height / texts) * chunk.dataset.count)}px`; }
      observer.observe(chunk);
    }
  }

  async function fill(chunk) {
    const first = chunk.dataset.first;
    observer.unobserve(chunk);
    await htmx.ajax("GET", chunk.dataset.texts, { source: chunk, target: chunk, swap: "outerHTML" });
    return document.getElementById(`c-${first}`);
  }

  // The text at hand, and the ones beside it.
  function current() {
    const focused = segmentOf(document.activeElement);
    if (focused) { return focused; }
    return document.querySelector(".segment.current") ?? document.querySelector(".segment.open") ?? document.querySelector(".segment");
  }

  function mark(segment) {
    for (const other of all(".segment.current")) { if (other !== segment) { other.classList.remove("current"); } }
    segment.classList.add("current");
    const link = segment.querySelector(".open-close");
    storage.write(`polyloom:${project}:place`, {
      address: `${location.pathname}?text=${segment.dataset.name}#${segment.id}`,
      words: `${page.dataset.locale} › ${page.dataset.path} › ${segment.getAttribute("aria-label")}`,
    });
    return link;
  }

  // Texts, and the parts that were not fetched yet, as they follow each other.
  const inOrder = () => all(".segment, .chunk.waiting", page);

  function step(segment, back) {
    const order = inOrder();
    const beside = order[order.indexOf(segment) + (back ? -1 : 1)];
    if (!beside?.matches(".waiting")) { return beside ?? null; }
    return fill(beside).then((filled) => (filled ? all(".segment", filled).at(back ? -1 : 0) : null));
  }

  function show(segment) {
    segment.focus({ preventScroll: true });
    segment.scrollIntoView({ block: "nearest" });
    mark(segment);
  }

  function toggle(segment) {
    const link = segment.querySelector(".open-close[hx-get]");
    if (!link) { return Promise.resolve(segment); }
    // Of each source htmx has one request at a time: what closes one text is not to stop another's opening.
    return htmx.ajax("GET", link.getAttribute("hx-get"), { source: segment, target: segment, swap: "morph:outerHTML" })
      .then(() => document.getElementById(segment.id));
  }

  async function open(segment) {
    const answer = segment.matches(".open") ? null : toggle(segment);
    const opened = segment.matches(".open") ? segment : await answer;
    // It is told elsewhere that there is none, and none is needed of a text that was left.
    answer?.catch(() => {});
    const area = formsOf(editorOf(opened))[0];
    (area ?? opened).focus();
    opened.scrollIntoView({ block: "nearest" });
    return opened;
  }

  // With all that the server knows of it, where it answers.
  async function openWhole(segment) {
    const opened = await open(segment);
    while (drawn.has(opened.id) && awaited.has(opened.id)) {
      await new Promise((resolve) => { opened.addEventListener("htmx:afterRequest", resolve, { once: true }); });
    }
    return opened;
  }

  // Texts that are being closed because one went on: not if one is back before the answer is.
  const closing = new Set();

  function isNeeded(segment) {
    const editor = editorOf(segment);
    return segment.contains(document.activeElement) || waiting.has(segment.id) || Boolean(editor && isDirty(editor));
  }

  function leave(segment) {
    segment = segment && document.getElementById(segment.id);
    if (segment?.matches(".open") && !isNeeded(segment)) {
      if (drawn.has(segment.id)) { takeAway(segment); return; }
      closing.add(segment.id);
      toggle(segment).finally(() => closing.delete(segment.id));
    }
  }

  async function go(back) {
    const from = current();
    if (!from) { return; }
    const to = await step(from, back);
    if (!to) { return; }
    const editing = isText(document.activeElement);
    show(to);
    if (editing) { await open(to); leave(from); }
  }

  async function nextToDo() {
    const from = current();
    const order = inOrder();
    const behind = order.slice(order.indexOf(from) + 1);
    let at = behind.find((each) => "wants" in each.dataset || each.matches(".waiting"));
    if (!at?.matches(".segment")) { at = await askForNext(from); }
    if (!at || at === from) { say(words.wordsEnd); return; }
    show(at);
    await open(at);
    leave(from);
  }

  async function askForNext(from) {
    const answer = await fetch(`${page.dataset.next}?text=${from?.dataset.name ?? ""}`, { headers: { "HX-Request": "true" } });
    if (!answer.ok) { return null; }
    const [element, first] = (await answer.text()).split("\n");
    if (!element) { return null; }
    const chunk = document.getElementById(`c-${first}`);
    if (chunk?.matches(".waiting")) { await fill(chunk); }
    return document.getElementById(element);
  }

  async function press(act) {
    const segment = await (act === "undo" ? openWhole : open)(current());
    editorOf(segment)?.querySelector(`button[name=act][value="${act}"]`)?.click();
  }

  async function unfold(name) {
    const segment = await open(current());
    const details = segment.querySelector(`details.${name}`);
    if (details) { details.open = true; details.querySelector("textarea").focus(); }
  }

  async function copySource() {
    const editor = editorOf(await open(current()));
    if (editor) { put(lastForm(editor), editor.dataset.source, { whole: true }); }
  }

  async function take(number) {
    const segment = await openWhole(current());
    const suggestion = segment.querySelector(`[data-suggestion="${number}"]`);
    if (suggestion) { put(lastForm(editorOf(segment)), suggestion.dataset.text, { whole: true }); }
  }

  function insertMissing() {
    const editor = editorOf(current());
    if (!editor) { return; }
    const area = lastForm(editor);
    const faults = missing(editor, area.value);
    const token = all(".token", editor).map((each) => each.dataset.token).find((each) => (faults.get(each) ?? 0) < 0);
    if (token !== undefined) { put(area, token); }
  }

  async function acceptFinding() {
    (await openWhole(current())).querySelector(".accept-finding")?.click();
  }

  const search = () => {
    const field = document.querySelector("input[type=search]");
    const folded = field?.closest("details");
    if (folded) { folded.open = true; }
    field?.focus();
  };
  const help = () => { if (!keys.open) { keys.showModal(); } };

  const ALONE = {
    n: nextToDo, j: () => go(false), k: () => go(true),
    e: () => open(current()), s: () => press("save"), d: () => press("draft"), a: () => press("approve"),
    r: () => unfold("reject"), c: () => unfold("comment"), o: copySource, f: acceptFinding, u: () => press("undo"),
  };
  const WITH_ALT = {
    KeyN: nextToDo, ArrowDown: () => go(false), ArrowUp: () => go(true), KeyD: () => press("draft"),
    KeyA: () => press("approve"), KeyR: () => unfold("reject"), KeyC: () => unfold("comment"), KeyO: copySource,
    KeyP: insertMissing, KeyF: acceptFinding, KeyU: () => press("undo"),
  };

  function actionFor(event) {
    const inText = isText(event.target);
    const control = event.ctrlKey || event.metaKey;
    if (event.key === "?" && !inText) { return help; }
    if (!page) { return event.key === "/" && !inText ? search : null; }
    if (control && !event.altKey && event.code === "KeyS") { return () => press("save"); }
    if (control && !event.altKey && event.key === "Enter" && segmentOf(event.target)) { return () => confirm(event.target); }
    if (event.altKey && !control && !event.getModifierState("AltGraph")) {
      const digit = /^Digit([1-9])$/.exec(event.code);
      return digit ? () => take(digit[1]) : WITH_ALT[event.code] ?? null;
    }
    if (control || event.altKey) { return null; }
    if (event.key === "Escape" && inText && segmentOf(event.target)) { return () => segmentOf(event.target).focus(); }
    if (inText) { return null; }
    if (event.key === "/") { return search; }
    if (/^[1-9]$/.test(event.key)) { return () => take(event.key); }
    if (event.key === "Enter") { return event.target.matches(".segment") ? () => open(event.target) : null; }
    return Object.hasOwn(ALONE, event.key) ? ALONE[event.key] : null;
  }

  function confirm(target) {
    const own = { reason: "reject", comment: "comment" }[target.name];
    press(own ?? "save-approve");
  }

  document.addEventListener("keydown", (event) => {
    // What an input method composes is no key of the page.
    if (event.isComposing || event.keyCode === 229 || keys.open) { return; }
    const action = actionFor(event);
    if (action) {
      event.preventDefault();
      Promise.resolve(action()).catch(() => fail(words.wordsFailed));
    }
  });

  document.addEventListener("input", (event) => {
    if (event.target.matches?.("textarea[data-catalog]")) { changed(event.target); }
  });
  document.addEventListener("focusin", (event) => {
    const segment = segmentOf(event.target);
    if (segment && page) { mark(segment); }
    if (event.target.matches?.("textarea[data-catalog]")) {
      event.target.form.dataset.last = event.target.id;
    }
  });
  document.addEventListener("click", (event) => {
    const token = event.target.closest?.(".token");
    if (token) { put(lastForm(token.form), token.dataset.token); return; }
    if (event.target.closest?.(".copy-source")) { copySource(); return; }
    const suggestion = event.target.closest?.("[data-suggestion]");
    if (suggestion) { put(lastForm(editorOf(segmentOf(suggestion))), suggestion.dataset.text, { whole: true }); return; }
    const fix = event.target.closest?.(".fix");
    if (fix) { put(formsOf(fix.form)[fix.dataset.form], fix.dataset.put, { whole: true }); return; }
    const theirs = event.target.closest?.(".theirs");
    if (theirs) { storage.drop(storage.key(segmentOf(theirs))); return; }
    if (event.target.id === "show-keys") { help(); return; }
    if (event.target.id === "next") { event.preventDefault(); nextToDo(); return; }
    // A click into a text opens it, unless it marks words.
    const text = event.target.closest?.(".segment:not(.open) .text");
    if (text && getSelection().isCollapsed) { open(segmentOf(text)); }
  });

  // What comes from the server may move what is being pressed, or put it in anew: a browser then has no click for it.
  // It is clicked all the same where the pointer itself has stayed, but for a few pixels.
  const PRESSED = "button, summary, a[href], .segment:not(.open) .text";
  const STILL = 4;
  let pressed = null;
  document.addEventListener("mousedown", (event) => {
    const element = event.button === 0 ? event.target.closest?.(PRESSED) : null;
    pressed = element && { element, act: element.value, segment: segmentOf(element)?.id, x: event.clientX, y: event.clientY };
  }, true);
  document.addEventListener("mouseup", (event) => {
    const was = pressed;
    if (!was || event.button !== 0) { return; }
    pressed = null;
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || was.element.contains(event.target)) { return; }
    if (Math.hypot(event.clientX - was.x, event.clientY - was.y) > STILL) { return; }
    pressedNow(was)?.click();
  }, true);

  function pressedNow({ element, act, segment }) {
    if (element.isConnected) { return element.value === act ? element : null; }
    const place = document.getElementById(segment);
    return place && all(element.localName, place).find((each) => each.isEqualNode(element));
  }

  // What is drawn has no answer yet with the link that closes it.
  document.addEventListener("click", (event) => {
    const segment = segmentOf(event.target.closest?.(".open-close"));
    if (!segment || !drawn.has(segment.id)) { return; }
    event.preventDefault();
    event.stopPropagation();
    takeAway(segment);
  }, true);

  // Acts that are asked for while an answer for their text is awaited come after it, in their order; not
  // where one is refused: its reader has not seen why. The same act once more is a button that was pressed twice.
  const awaited = new Map();
  const waiting = new Map();
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("form.editor button[name=act]");
    const id = segmentOf(button)?.id;
    if (!awaited.has(id)) { return; }
    event.preventDefault();
    const acts = waiting.get(id) ?? [];
    if (awaited.get(id) !== button.value && !acts.includes(button.value)) { waiting.set(id, [...acts, button.value]); }
  }, true);
  body.addEventListener("htmx:beforeRequest", (event) => {
    const { elt, target, requestConfig } = event.detail;
    if (elt.matches?.("form.editor")) { awaited.set(target.id, requestConfig.formData.get("act")); return; }
    if (requestConfig.verb !== "get" || !target.matches?.(".segment")) { return; }
    if (!target.matches(".open")) { draw(target); }
    if (drawn.has(target.id)) { awaited.set(target.id, "open"); }
  });
  body.addEventListener("htmx:afterRequest", (event) => {
    const { elt, target, xhr } = event.detail;
    if (!elt.matches?.("form.editor") && awaited.get(target?.id) !== "open") { return; }
    if (!target.matches(".segment")) { return; }
    awaited.delete(target.id);
    if (xhr.status !== 200) { waiting.delete(target.id); }
  });
  body.addEventListener("htmx:afterSettle", (event) => {
    const segment = event.detail.elt;
    const [act, ...later] = waiting.get(segment.id) ?? [];
    if (!act || awaited.has(segment.id)) { return; }
    waiting.set(segment.id, later);
    segment.querySelector(`form.editor button[name=act][value="${act}"]`)?.click();
    // Nothing was sent: what comes after it is not to be done at some later time.
    if (!awaited.has(segment.id) || !later.length) { waiting.delete(segment.id); }
  });

  // Suggestions, and where else a text stands: once, as a button that comes again while it is pressed gets no click.
  function fetchBeside(root) {
    for (const beside of all(".more-beside", root)) {
      if (!beside.querySelector(":scope > :not(noscript)")) { htmx.trigger(beside, "ask"); }
    }
  }

  // What is sent, and what comes back.
  body.addEventListener("htmx:configRequest", (event) => {
    const editor = event.detail.elt;
    if (event.detail.verb !== "post" || !editor.matches?.("form.editor")) { return; }
    const size = [...event.detail.formData.entries()].reduce((sum, [, text]) => sum + encodeURIComponent(text).length, 0);
    if (size > LARGEST - 10_000) { event.preventDefault(); fail(words.wordsLong); return; }
    for (const area of formsOf(editor)) { sent.set(area.id, area.value); }
  });
  body.addEventListener("htmx:beforeSwap", (event) => {
    if (!event.detail.target.matches?.(".segment")) { return; }
    if (closing.has(event.detail.target.id) && event.detail.requestConfig.verb === "get" && isNeeded(event.detail.target)) {
      event.detail.shouldSwap = false;
    }
  });
  body.addEventListener("htmx:afterSwap", (event) => {
    // By itself it does so a moment later, and until then links are plain ones and nothing asks for a history.
    htmx.process(event.target);
    const segment = event.detail.target;
    if (!segment.matches?.(".segment")) { return; }
    for (const area of formsOf(editorOf(segment))) { sent.delete(area.id); }
    if (drawn.delete(segment.id) && segment.contains(document.activeElement)) { segment.scrollIntoView({ block: "nearest" }); }
  });
  body.addEventListener("htmx:afterSettle", (event) => {
    const own = event.detail.requestConfig?.verb === "post";
    const root = event.detail.elt;
    for (const editor of root.matches?.(".segment") ? all("form.editor", root) : []) { begin(editor, { own }); }
    // A text that is put in again comes without what was fetched for it.
    if (root.matches?.(".segment")) { fetchBeside(root); }
    if (document.activeElement === body && root.matches?.(".segment")) { root.focus({ preventScroll: true }); }
    if (page) { offer(root.parentElement ?? page); offerAll(); }
    watch();
  });
  body.addEventListener("htmx:afterRequest", (event) => {
    const answer = event.detail.xhr;
    const text = answer.getResponseHeader?.("X-Review-Said");
    if (text) { say(decodeURIComponent(text)); }
    const act = answer.getResponseHeader?.("X-Review-Event");
    if (act) {
      htmx.trigger(body, "review-done");
      // The catalog has it now.
      if (act === "gone" && answer.status === 200) { storage.drop(storage.key(segmentOf(event.detail.target) ?? event.detail.target)); }
      if (act === "save-approve") { setTimeout(nextToDo, 0); }
    }
    if (answer.status === 409) { fail(""); say(""); }
  });
  body.addEventListener("htmx:sendError", () => fail(words.wordsFailed));
  body.addEventListener("htmx:responseError", (event) => fail(event.detail.xhr.responseText.trim() || words.wordsFailed));

  // On start.
  body.addEventListener("htmx:load", () => fetchBeside(body), { once: true });
  document.getElementById("show-keys").hidden = false;
  const resume = document.getElementById("resume");
  const place = resume && storage.read(`polyloom:${project}:place`);
  if (place && typeof place.address === "string" && place.address.startsWith("/document/")) {
    resume.lastElementChild.href = place.address;
    resume.lastElementChild.textContent = place.words;
    resume.hidden = false;
  }
  // Of a text that is not there any more what was written is shown all the same.
  const lost = document.getElementById("lost");
  const [, what, locale, ...path] = location.pathname.split("/").map(decodeURIComponent);
  if (lost && what === "document") {
    const name = new URLSearchParams(location.search).get("text") ?? "";
    const key = ["polyloom", project, locale, path.join("/"), name].join(":");
    const kept = storage.read(key);
    if (Array.isArray(kept?.forms)) {
      lost.querySelector("textarea").value = kept.forms.join("\n\n");
      lost.querySelector("button").addEventListener("click", () => { storage.drop(key); lost.hidden = true; });
      lost.hidden = false;
    }
  }
  if (page) {
    for (const editor of all("form.editor")) {
      begin(editor);
      formsOf(editor)[0]?.focus({ preventScroll: true });
    }
    document.querySelector(".segment.open")?.scrollIntoView({ block: "center" });
    offer(page);
    offerAll();
    // An address that names a text has the browser give that the focus.
    addEventListener("load", () => requestAnimationFrame(() => {
      const focused = document.activeElement;
      if (focused.matches(".segment.open")) { formsOf(editorOf(focused))[0]?.focus({ preventScroll: true }); }
    }));
    watch();
  }
})();
