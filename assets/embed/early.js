/* What must be so before the first paint, or the page would jump or flash: the host's flags, and what the reader's clock
   changes in the text. It stands in the head and reads nothing but the address and the clock. */
(function () {
  "use strict";

  const root = document.documentElement, query = new URLSearchParams(location.search);
  const flag = (name) => query.has(name) && !["false", "0", "no"].includes(query.get(name));
  const dark = query.get("dark");
  if (dark === "true" || dark === "") root.classList.add("dark");
  else if (dark === "false") root.classList.add("light");
  for (const name of ["plain", "static", "transparent"]) if (flag(name)) root.classList.add(name);
  if (!flag("static")) root.classList.add("js");

  /* Another language is another file beside this one; a variant of this one ("en-GB") is told to those who read aloud. */
  const lang = root.lang, wanted = query.get("lang") || "", langs = (root.dataset.langs || "").split(" ");
  if (/^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$/.test(wanted)) {
    const plain = wanted.split("-")[0].toLowerCase();
    if (plain === lang) root.lang = wanted;
    else if (langs.includes(plain) && location.protocol !== "about:") {
      const page = new URL(plain === langs[0] ? "index.html" : `index.${plain}.html`, location.href);
      page.search = location.search;
      page.hash = location.hash;
      location.replace(page.href);
    }
  }

  const now = new Date(), two = (n) => String(n).padStart(2, "0");
  const today = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;

  function past({ dataset }) { return dataset.until < today ? dataset.past : null; }

  function ago({ dataset }) {
    const days = Math.round((Date.parse(today) - Date.parse(dataset.since)) / 864e5);
    if (!(days > +dataset.days)) return null;
    const [n, unit] = days < 60 ? [days, "day"] : days < 730 ? [Math.round(days / 30.44), "month"] : [Math.floor(days / 365.25), "year"];
    return dataset.old.replace("{when}", new Intl.RelativeTimeFormat(`${lang}-u-nu-latn`).format(-n, unit));
  }

  function tell() {
    for (const node of document.querySelectorAll("[data-until], [data-since]")) {
      const text = node.dataset.until ? past(node) : ago(node);
      if (text !== null && node.textContent !== text) { node.textContent = text; node.hidden = false; }
    }
  }
  // As the parser adds to the page: an observer is called before what it was told of is painted.
  const watch = new MutationObserver(tell);
  watch.observe(document, { childList: true, subtree: true });
  document.addEventListener("DOMContentLoaded", () => { watch.disconnect(); tell(); });
})();
