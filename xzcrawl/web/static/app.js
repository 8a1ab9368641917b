// What makes the pages better with JavaScript; without it everything works too.
"use strict";

const typing = (element) => element.closest("input, textarea, select, [contenteditable]") !== null;

// "/" goes to the search, "j" and "k" from one article of a list to the next; Enter opens what has the focus.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const search = document.querySelector("input[type=search]");
  if (event.key === "Escape" && typing(event.target)) event.target.blur();
  if (event.key === "ArrowDown" && event.target === search) {
    event.preventDefault();
    move(1);
  }
  // the search has the focus already on the first page: no query begins with "/"
  if (event.key === "/" && event.target === search && search.value === "") event.preventDefault();
  if (typing(event.target)) return;
  if (event.key === "/") {
    event.preventDefault();
    if (search) search.select();
    else location.assign("/");
  }
  if (event.key === "j" || event.key === "k") move(event.key === "j" ? 1 : -1);
});

function move(step) {
  const links = [...document.querySelectorAll(".hit h2 a, .line > a")];
  const at = links.indexOf(document.activeElement);
  const next = links[at < 0 ? (step > 0 ? 0 : links.length - 1) : at + step];
  if (next) {
    next.focus({ preventScroll: true });
    next.closest("li").scrollIntoView({ block: "nearest" });
  }
}

// An input method's unfinished letters are no query: pinyin on its way to 招商 is held back until it is chosen.
document.addEventListener("input", (event) => event.isComposing && event.stopPropagation(), true);
document.addEventListener("compositionend", (event) =>
  event.target.dispatchEvent(new InputEvent("input", { bubbles: true })),
);

// Whoever has sent a query wants to go through what it finds.
document.addEventListener("submit", () => document.activeElement.blur());

// Whoever looks for the feed of a page finds that of the search that is shown.
document.addEventListener("htmx:after:swap", () => {
  const feed = document.querySelector("#results a[href^='/feed.atom']");
  if (feed) document.querySelector("link[rel=alternate]").href = feed.href;
});

// An open menu closes at a click elsewhere.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

// The newest months are at the right end.
for (const chart of document.querySelectorAll(".timeline")) chart.scrollLeft = chart.scrollWidth;
