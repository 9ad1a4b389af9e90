/* For a host's page: makes the iframe of a story where its script stands, and keeps it as high as the story is.
   <div id="x"><script defer src="https://…/embed.js" data-target="#x" data-story="talks"></script></div>
   Without data-story the folder of the script is the story's. data-title, data-height and the embed's own flags
   (data-dark, data-plain …) are optional. The one global is window.geodash. */
(function (root) {
  "use strict";

  const FLAGS = ["dark", "plain", "static", "transparent", "lang", "select", "panel"], HEIGHT = 560, HIGHEST = 20000;

  /* The story's id and page, of the script's own address and data. */
  function told(src, data) {
    const page = new URL(data.story ? encodeURIComponent(decodeURIComponent(data.story)) + "/" : "./", src);
    page.search = page.hash = "";
    for (const flag of FLAGS) if (data[flag] !== undefined) page.searchParams.set(flag, data[flag] || "true");
    return { id: page.pathname.split("/").slice(-2)[0], page: page.href };
  }

  /* The height in px that a message tells; null where it tells none. */
  function heightOf(message) {
    const given = message && typeof message === "object" && message["datawrapper-height"];
    const height = given && typeof given === "object" ? Number(Object.values(given)[0]) : NaN;
    return height > 0 && height <= HIGHEST ? Math.ceil(height) : null;
  }

  /* An id that nothing on the page has yet: one story may stand on a page twice. */
  function free(document, id) {
    let found = id;
    for (let n = 2; document.getElementById(found); n += 1) found = `${id}-${n}`;
    return found;
  }

  function frameOf(document, { id, page }, data) {
    const frame = document.createElement("iframe"), title = data.title || "Map";
    const attributes = {
      title, "aria-label": title, id: free(document, `geodash-${id}`), src: page, scrolling: "no", frameborder: "0",
      height: String(parseInt(data.height, 10) || HEIGHT), loading: "lazy", allow: "fullscreen", "data-external": "1",
    };
    for (const name of Object.keys(attributes)) frame.setAttribute(name, attributes[name]);
    // By properties, as a host's policy may forbid the attribute.
    frame.style.setProperty("width", "0");
    frame.style.setProperty("min-width", "100%", "important");
    frame.style.setProperty("border", "none");
    return frame;
  }

  function place(script) {
    const { document } = root, data = script.dataset, target = (data.target || "").replace(/^#/, "");
    const around = target && script.closest(`[id="${CSS.escape(target)}"]`);
    const frame = frameOf(document, told(script.src, data), data);
    embeds.frames.push(frame);
    const holder = around || (target && document.getElementById(target)) || script.parentElement;
    holder.appendChild(frame);
    script.dataset.placed = "";
  }

  /* A message sizes the frame that sent it, and no other. */
  function heard(event) {
    const frame = embeds.frames.find((one) => one.contentWindow && one.contentWindow === event.source);
    const height = frame ? heightOf(event.data) : null;
    if (height === null) return;
    frame.style.setProperty("height", `${height}px`);
    const around = frame.parentElement;  // its least height has kept the place until now
    if (around && around.id.startsWith("geodash-embed-")) around.style.removeProperty("min-height");
  }

  const held = root.geodash && root.geodash.embeds;
  const embeds = held || { frames: [], told, heightOf, heard };
  if (!held) {
    root.geodash = Object.assign(root.geodash || {}, { embeds });
    if (root.document) root.addEventListener("message", heard);
  }
  if (typeof module !== "undefined") module.exports = embeds;
  if (!root.document) return;
  // A module has no current script, nor has one that runs late: then every one that has no frame yet is placed.
  const { currentScript } = root.document;
  const all = root.document.querySelectorAll('script[data-target][src*="/embed.js"]:not([data-placed])');
  for (const script of currentScript ? [currentScript] : all) place(script);
})(typeof window !== "undefined" ? window : globalThis);
