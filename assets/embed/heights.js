/* The embed's height, told to the page that frames it in every dialect that news sites' pages understand (see messages).
   A host ignores what it does not know. Nothing is stored and nothing is sent to any window but the parent. */
(function (root) {
  "use strict";

  const PYM = "xPYMx", SIZER = "[iFrameSizer]", CALM_MS = 40, LATE_MS = [1000, 4000], PLAIN = /^[\w-]{1,80}$/;

  /* Who is asked for, of the page's address: the story, and what a host has put there for its own dialect. */
  function asked({ pathname, search, hash }, story) {
    const query = new URLSearchParams(search), after = new URLSearchParams(hash.replace(/^#\??/, ""));
    const plain = (value) => (value && PLAIN.test(value) ? value : "");
    return { id: story || pathname.split("/").slice(-2)[0] || "", pym: plain(query.get("childId")), secret: plain(after.get("secret")) };
  }

  /* What to post for a height in px. `sizer`: the id that iframe-resizer's init gave, `kind`: "init" or "size". */
  function messages(height, { id, pym, secret, href, width, sizer, kind }) {
    const made = [
      { "datawrapper-height": { [id]: height } },
      { sentinel: "amp", type: "embed-size", height },
      JSON.stringify({ src: href, context: "iframe.resize", height }),
    ];
    if (pym) made.push(["pym", pym, "height", height].join(PYM));
    if (secret) made.push({ message: "height", value: height, secret });
    if (sizer) made.push(SIZER + [sizer, height, width, kind || "size"].join(":"));
    return made;
  }

  /* What a message of the parent wants: null, or {} for the height now, with `sizer` where iframe-resizer begins. */
  function wanted(data, { pym, secret }) {
    if (typeof data === "string") {
      if (pym && data.startsWith(["pym", pym, "width", ""].join(PYM))) return {};
      if (!data.startsWith(SIZER)) return null;
      const parts = data.slice(SIZER.length).split(":");
      if (parts.length === 1) return parts[0] === "resize" ? {} : null;
      return /^(true|false|1|0)$/.test(parts[2]) && PLAIN.test(parts[0]) ? { sizer: parts[0] } : null;
    }
    if (!data || typeof data !== "object") return null;
    if (data.sentinel === "amp" && data.type === "frames-init") return {};
    return secret && data.message === "ready" && data.secret === secret ? {} : null;
  }

  /* Keeps the parent told. Returns `tell(type, data)`, which posts an event of ours. */
  function start(window) {
    const { document, location, parent } = window, page = document.documentElement;
    if (parent === window) return () => {};
    const who = asked(location, page.dataset.story);
    let timer = 0, told = -1, kind = "";
    const post = (message) => parent.postMessage(message, "*");  // a host may be anyone; a height is no secret
    const now = (again) => {
      const height = page.offsetHeight;
      clearTimeout(timer);
      timer = 0;
      if (!height || (height === told && !again)) return;
      told = height;
      messages(height, { ...who, href: location.href, width: page.offsetWidth, kind }).forEach(post);
      kind = "";
    };
    const soon = () => { timer = timer || setTimeout(now, CALM_MS); };
    window.addEventListener("message", (event) => {
      const wish = event.source === parent ? wanted(event.data, who) : null;
      if (!wish) return;
      if (wish.sizer) { who.sizer = wish.sizer; kind = "init"; }
      told = -1;  // who asks is answered, also where nothing has changed
      soon();
    });
    new window.ResizeObserver(soon).observe(page);
    // Told again a little later: on a busy page the host's own script may come after us.
    window.addEventListener("load", () => { now(true); for (const wait of LATE_MS) setTimeout(now, wait, true); });
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => now());
    else now();
    return (type, data) => post({ source: "geodash", chartId: who.id, type, data });
  }

  const heights = { asked, messages, wanted, start };
  root.geodash = Object.assign(root.geodash || {}, { heights });
  if (typeof module !== "undefined") module.exports = heights;
  if (root.document) heights.tell = start(root);
})(typeof window !== "undefined" ? window : globalThis);
