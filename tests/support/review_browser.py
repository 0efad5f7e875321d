"""The review page in a real browser, which notes everything that it must not do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import (
    BrowserContext,
    ConsoleMessage,
    Dialog,
    FloatRect,
    Locator,
    Page,
    Response,
    Route,
    expect,
)

ARGUMENTS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-quic",
    "--no-first-run",
    "--disable-sync",
)
# A new visitor: a page of a context of its own, let in by a server's address, at a path.
Visitors = Callable[..., Page]
# In milliseconds: machines are slow at times.
PATIENCE = 30_000
# What has these classes asks for something, or is being put in.
_UNSETTLED = ".htmx-request, .htmx-swapping, .htmx-settling"
# The browser, and htmx, say so of each answer that is a refusal, or is not waited for any more, and
# of a server that has gone.
_OF_ANSWERS = (
    "Failed to load resource",
    "htmx:sendError",
    "htmx:sendAbort",
    "htmx:afterRequest",
    "Response Status",
)


def is_answer_to_act(answer: Response) -> bool:
    """Whether a server answers to something that was done; not to what is only being written."""
    return answer.request.method == "POST" and "/findings/" not in answer.url


def box_of(element: Locator) -> FloatRect:
    """Where an element is on the screen (pixels), which it has to be."""
    box = element.bounding_box()
    assert box is not None
    return box


@dataclass
class Watch:
    """What a page did that it must not do, and what it asked for elsewhere."""

    faults: list[str] = field(default_factory=list)

    def of(self, context: BrowserContext, origin: str) -> None:
        """Watch all pages of a context, which may ask for what has this origin, and nothing else.

        The port may be another one: servers come and go.
        """
        host = urlsplit(origin).hostname

        def let_through(route: Route) -> None:
            if urlsplit(route.request.url).hostname == host:
                route.continue_()
            else:
                self.faults.append(f"asked for {route.request.url}")
                route.abort()

        context.set_default_timeout(PATIENCE)
        context.route("**/*", let_through)
        context.on("page", self._of_page)

    def _of_page(self, page: Page) -> None:
        page.on("console", self._note_console)
        page.on("pageerror", lambda error: self.faults.append(f"failed: {error}"))
        page.on("dialog", self._note_dialog)

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not message.text.startswith(_OF_ANSWERS):
            self.faults.append(f"{message.type}: {message.text}")

    def _note_dialog(self, dialog: Dialog) -> None:
        # Leaving a page with unsaved text may ask.
        if dialog.type != "beforeunload":
            self.faults.append(f"a dialog: {dialog.message}")
        dialog.accept()


@dataclass
class Answers:
    """The server's answers to some of a page's requests: held back until a test lets them go."""

    held: list[Route] = field(default_factory=list)
    is_holding: bool = True

    @classmethod
    def held_back(cls, page: Page, addresses: str) -> Answers:
        """The answers from these addresses (a pattern with asterisks)."""
        answers = cls()
        page.route(addresses, answers._note)
        return answers

    def let_go(self) -> None:
        self.is_holding = False
        for route in self.held:
            route.continue_()

    def refuse(self) -> None:
        self.is_holding = False
        for route in self.held:
            route.abort()

    def _note(self, route: Route) -> None:
        if self.is_holding:
            self.held.append(route)
        else:
            route.continue_()


@dataclass(frozen=True, slots=True)
class DocumentView:
    """The page of a document, as its users find their way in it."""

    page: Page

    def segment(self, source: str) -> Locator:
        """The text with this source, or with this in it."""
        return self.page.locator(".segment").filter(
            has=self.page.locator(".side.source .text", has_text=source)
        )

    def open(self, source: str) -> Locator:
        """The same, opened by a click on what it says."""
        segment = self.segment(source)
        segment.wait_for()
        # Its script comes with the last of a page: a click before that is one on a page without it.
        self.page.wait_for_load_state()
        if "open" not in (segment.get_attribute("class") or "").split():
            segment.locator(".text").first.click()
        segment.locator("textarea[data-catalog]").first.wait_for()
        return segment

    def write(self, source: str, text: str) -> Locator:
        """Put a text into the editor of the one with this source."""
        segment = self.open(source)
        segment.locator("textarea[data-catalog]").first.fill(text)
        return segment

    def press(self, segment: Locator, act: str) -> None:
        """Press one of the editor's buttons, and wait for the answer."""
        with self.page.expect_response(is_answer_to_act):
            segment.locator(f'button[name=act][value="{act}"]').click()

    def hold_down(self, element: Locator) -> float:
        """Press the mouse's button on an element, and do not let it go yet.

        Returns where on the page's screen it was (pixels from the top).
        """
        element.scroll_into_view_if_needed()
        box = box_of(element)
        self.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        self.page.mouse.down()
        return box["y"]

    def let_go(self) -> None:
        """Let the mouse's button go, and wait for the answer to what was pressed with it."""
        with self.page.expect_response(is_answer_to_act):
            self.page.mouse.up()

    def settle(self) -> None:
        """Wait until the page asks for nothing, and has put in what it was answered.

        Then no act is to come any more: one that is done has a request at once, and one that waits
        for another has it when the answer to that is put in.
        """
        expect(self.page.locator(_UNSETTLED)).to_have_count(0)

    def keys(self, *keys: str) -> None:
        """Press keys, and wait for the answer to them, which is something that is done."""
        with self.page.expect_response(is_answer_to_act):
            for key in keys:
                self.page.keyboard.press(key)

    def focused_text(self) -> str:
        """The source of the text that has the focus, or that the focus is in."""
        return str(
            self.page.evaluate(
                "document.activeElement.closest('.segment')"
                "?.querySelector('.side.source .text').textContent.trim() ?? ''"
            )
        )

    def said(self) -> Locator:
        """What the page says that was done, or could not be."""
        return self.page.locator("#said")
