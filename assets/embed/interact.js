/* The embed: what is drawn already comes alive. One selection, as in linked_selection.js; texts by textContent alone.
   Nothing is kept and nothing is asked for; it runs in sandbox="allow-scripts". */
(function () {
  "use strict";

  const root = document.documentElement, given = document.getElementById("geodash-embed");
  const story = JSON.parse(given.textContent), links = story.links, words = story.words;
  const query = new URLSearchParams(location.search);
  const flag = (name) => query.has(name) && !["false", "0", "no"].includes(query.get(name));
  const all = (selector, from) => Array.from((from || document).querySelectorAll(selector));
  const has = (table, key) => typeof key === "string" && Object.prototype.hasOwnProperty.call(table, key);

  /* ---- panels ---- */

  const figures = all("figure[data-panel]");
  const radio = (figure) => figure.previousElementSibling && figure.previousElementSibling.type === "radio" ? figure.previousElementSibling : null;
  const shown = () => figures.find((f) => !radio(f) || radio(f).checked);
  function turnTo(id) {
    const figure = figures.find((f) => f.dataset.panel === id);
    if (figure && radio(figure)) radio(figure).checked = true;
    return figure;
  }
  turnTo(query.get("panel"));
  if (flag("static")) {
    const only = query.get("select");
    if (has(links.events, only)) paint({ event: only });
    return;
  }

  /* ---- the selection: the same rule as Links.targets in selection.py ---- */

  function resolve(chosen) {
    let events = [], proposals = [], places = [];
    if (has(links.events, chosen.event)) { events = [chosen.event]; places = links.events[chosen.event]; }
    else if (has(links.proposals, chosen.proposal)) { proposals = [chosen.proposal]; places = links.proposals[chosen.proposal]; }
    const place = chosen.place;
    if (has(links.panels, place)) {
      const told = (table) => Object.keys(table).filter((id) => table[id].includes(place));
      if (!events.length && !proposals.length) { events = told(links.events); proposals = told(links.proposals); places = [place]; }
      else if (places.includes(place)) {
        places = [place].concat(places.filter((p) => p !== place));
        if (events.length) events = events.concat(told(links.events).filter((e) => e !== events[0]));
      }
    }
    const fly = places.find((p) => has(links.panels, p)) || null;
    return { events, proposals, places, panel: fly ? links.panels[fly] : null };
  }

  function paint(chosen) {
    const lit = resolve(chosen);
    const each = (selector, ids, key) => all(selector).forEach((node) => {
      const at = ids.indexOf(node.dataset[key]);
      node.classList.toggle("is-lit", at === 0);
      node.classList.toggle("is-marked", at > 0);
    });
    each("[data-card]", lit.events, "card");
    each("[data-zone]", lit.proposals, "zone");
    all(".map [data-id]").forEach((node) => {
      const on = lit.places.includes(node.dataset.id);
      node.classList.toggle("lit", on);
      if (node.tabIndex === 0) node.setAttribute("aria-pressed", String(on));
    });
    all("[data-pick]").forEach((node) => {
      const of = { event: lit.events[0], proposal: lit.proposals[0], place: chosen.place };
      node.setAttribute("aria-pressed", String(of[node.dataset.kind] === node.dataset.pick));
    });
    const now = shown();
    if (lit.panel && !(now && all("[data-id]", now).some((n) => lit.places.includes(n.dataset.id)))) turnTo(lit.panel);
    return lit;
  }

  let selection = {};
  function select(next, from) {
    selection = next;
    geodash.sheet.hide();
    const lit = paint(next);
    const beside = lit.events.length ? document.querySelector(`[data-card="${CSS.escape(lit.events[0])}"]`)
      : lit.proposals.length ? document.querySelector(`[data-zone="${CSS.escape(lit.proposals[0])}"]`) : null;
    if (beside) {
      for (let up = beside.parentElement; up; up = up.parentElement) if (up.tagName === "DETAILS") up.open = true;
    }
    // Beside the map only, and where the frame scrolls by itself: elsewhere it would move the map away, or the host's page.
    const scrolls = root.scrollHeight > window.innerHeight + 1 && matchMedia("(min-width: 860px)").matches;
    if (beside && from === "map" && scrolls) beside.scrollIntoView({ block: "nearest" });
    const data = { event: lit.events[0] || null, place: next.place || null, proposal: lit.proposals[0] || null, panel: lit.panel };
    if (from && window.parent !== window) window.parent.postMessage({ source: "geodash", chartId: story.id, type: "event.select", data }, "*");
  }

  /* A second pick of the same control clears; of a mark with several events it shows the next. */
  function pick(kind, id) {
    select(selection[kind] === id && !(kind !== "place" && selection.place) ? {} : { [kind]: id }, "card");
  }
  function pickOnMap(node) {
    const place = node.dataset.id, events = (node.dataset.events || "").split(" ").filter((e) => has(links.events, e));
    const proposals = Object.keys(links.proposals).filter((p) => links.proposals[p].includes(place));
    const step = (kind, ids) => ids[(selection.place === place || kind === "proposal" ? ids.indexOf(selection[kind]) : -1) + 1];
    if (events.length) { const event = step("event", events); select(event ? { event, place } : {}, "map"); }
    else if (proposals.length) { const proposal = step("proposal", proposals); select(proposal ? { proposal } : {}, "map"); }
    else if (has(links.panels, place)) select(selection.place === place ? {} : { place }, "map");
    tell(node, events.length ? events : proposals);
  }

  /* The card of what is picked, beside its mark. */
  function tell(node, ids) {
    const { event, proposal, place } = selection, id = event || proposal;
    if (!id && !place) return;
    const figure = node.closest("figure"), map = node.ownerSVGElement.getBoundingClientRect();
    const { top, bottom } = (node.classList.contains("gd-mark") ? node.lastElementChild : node).getBoundingClientRect();
    const card = event ? `[data-card="${CSS.escape(event)}"]` : `[data-zone="${CSS.escape(proposal)}"]`;
    const tools = [];
    if (ids.length > 1) {
      const count = document.createElement("span");
      count.textContent = `${ids.indexOf(id) + 1}/${ids.length}`;
      tools.push(count);
      if (id !== ids[ids.length - 1]) tools.push(button("more", () => pickOnMap(node)));
    }
    tools.push(button("close", () => { select({}, "map"); node.focus({ preventScroll: true }); }));
    const room = { over: top - map.top, under: map.bottom - bottom };
    geodash.sheet.show(figure, id ? document.querySelector(card) : node.getAttribute("aria-label") || "", tools, room);
  }

  document.addEventListener("click", (event) => {
    const control = event.target.closest && event.target.closest("[data-pick]");
    if (control) pick(control.dataset.kind, control.dataset.pick);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && Object.keys(selection).length) { select({}, "key"); event.preventDefault(); }
  });

  /* ---- a map: its viewBox pans and zooms ---- */

  const ICONS = { in: "M9 4v10M4 9h10", out: "M4 9h10", reset: "M4.5 6A6 6 0 1 1 3 9.5M4 2.5V6h3.5",
    close: "M4.5 4.5l9 9M13.5 4.5l-9 9", more: "M7 4l5 5-5 5",
    full: "M3 7V3h4M11 3h4v4M15 11v4h-4M7 15H3v-4",
    share: "M7.5 10.5l3-3M8 5.5l1.7-1.7a3 3 0 0 1 4.3 4.3L12.3 9.8M10 12.5l-1.7 1.7a3 3 0 0 1-4.3-4.3L5.7 8.200" };
  const CLOSEST = 8, NEAR = 22; // times; px from a mark that a finger may miss it by

  function button(name, act) {
    const node = document.createElement("button"), icon = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    node.type = "button";
    node.title = words[name];
    node.setAttribute("aria-label", words[name]);
    icon.setAttribute("viewBox", "0 0 18 18");
    icon.setAttribute("aria-hidden", "true");
    path.setAttribute("d", ICONS[name]);
    icon.append(path);
    node.append(icon);
    node.addEventListener("click", act);
    return node;
  }

  function alive(figure) {
    const svg = figure.querySelector("svg.map"), [, , W, H] = svg.getAttribute("viewBox").split(" ").map(Number);
    let x = 0, y = 0, w = W, moved = false;
    const home = () => { x = y = 0; w = W; put(); }, back = button("reset", home);
    back.hidden = true;
    const put = () => {
      w = Math.min(W, Math.max(W / CLOSEST, w));
      x = Math.min(W - w, Math.max(0, x));
      y = Math.min(H - w * H / W, Math.max(0, y));
      svg.setAttribute("viewBox", [x, y, w, w * H / W].map((v) => v.toFixed(2)).join(" "));
      back.hidden = w === W;
    };
    const scale = () => w / svg.getBoundingClientRect().width;
    const zoom = (by, px, py) => { // about a point of the screen, or the middle
      const box = svg.getBoundingClientRect();
      const sx = px === undefined ? .5 : (px - box.left) / box.width, sy = py === undefined ? .5 : (py - box.top) / box.height;
      const before = w;
      w = Math.min(W, Math.max(W / CLOSEST, w / by));
      x += sx * (before - w);
      y += sy * (before - w) * H / W;
      put();
    };
    const pan = (dx, dy) => { const s = scale(); x -= dx * s; y -= dy * s; put(); };

    svg.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      zoom(Math.exp(-Math.max(-60, Math.min(60, event.deltaY)) / 200), event.clientX, event.clientY);
    }, { passive: false });

    let fingers = null;
    const two = (touches) => {
      const [a, b] = touches;
      return { x: (a.clientX + b.clientX) / 2, y: (a.clientY + b.clientY) / 2, d: Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY) || 1 };
    };
    svg.addEventListener("touchstart", (event) => { fingers = event.touches.length === 2 ? two(event.touches) : null; }, { passive: true });
    svg.addEventListener("touchmove", (event) => {
      if (!fingers || event.touches.length !== 2) return;
      if (event.cancelable) event.preventDefault();
      const now = two(event.touches);
      pan(now.x - fingers.x, now.y - fingers.y);
      zoom(now.d / fingers.d, now.x, now.y);
      fingers = now;
    }, { passive: false });
    svg.addEventListener("touchend", () => { fingers = null; }, { passive: true });

    let held = null;
    svg.addEventListener("pointerdown", (event) => {
      moved = false;
      if (event.pointerType === "mouse" && event.button === 0 && w < W) held = { x: event.clientX, y: event.clientY };
    });
    window.addEventListener("pointermove", (event) => {
      if (!held) return;
      if (!moved && Math.hypot(event.clientX - held.x, event.clientY - held.y) < 4) return;
      moved = true;
      pan(event.clientX - held.x, event.clientY - held.y);
      held = { x: event.clientX, y: event.clientY };
    });
    window.addEventListener("pointerup", () => { held = null; });

    const marks = all("[data-id]", svg);
    for (const node of marks) {
      node.setAttribute("role", "button");
      node.setAttribute("tabindex", "0");
      node.setAttribute("aria-pressed", "false");
      node.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        pickOnMap(node);
      });
      if (/gd-(line|proposed-line)/.test(node.getAttribute("class"))) { // a line is too thin for a finger
        const reach = node.querySelector("path").cloneNode();
        reach.setAttribute("class", "reach");
        node.append(reach);
      }
    }
    svg.addEventListener("click", (event) => {
      if (moved) { moved = false; return; }
      const inset = event.target.closest("[data-panel]");
      if (inset && inset !== figure && svg.contains(inset)) { turnTo(inset.dataset.panel); return; }
      let found = event.target.closest(".gd-mark"), least = NEAR;
      if (!found) {
        for (const node of marks) {
          if (node.getAttribute("class").indexOf("gd-mark") < 0) continue;
          const box = node.lastElementChild.getBoundingClientRect();
          if (!box.width) continue; // of the other width's layer
          const far = Math.hypot(box.left + box.width / 2 - event.clientX, box.top + box.height / 2 - event.clientY);
          if (far < least) { least = far; found = node; }
        }
      }
      found = found || event.target.closest("[data-id]");
      if (found) pickOnMap(found);
    });

    svg.setAttribute("tabindex", "0");
    svg.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const step = 50, by = { ArrowLeft: [step, 0], ArrowRight: [-step, 0], ArrowUp: [0, step], ArrowDown: [0, -step] }[event.key];
      const before = [x, y, w].join();
      if (by && event.target === svg) pan(by[0], by[1]);
      else if (event.key === "+" || event.key === "=") zoom(1.5);
      else if (event.key === "-") zoom(1 / 1.5);
      else if (event.key === "0") home();
      if (before !== [x, y, w].join()) event.preventDefault(); // at the map's edge an arrow scrolls the page
    });

    const tools = figure.querySelector(".tools");
    tools.append(back, button("in", () => zoom(1.5)), button("out", () => zoom(1 / 1.5)));
    if (document.fullscreenEnabled) {
      const full = button("full", () => {
        const done = document.fullscreenElement ? document.exitFullscreen() : figure.requestFullscreen();
        if (done) done.catch(() => {});
      });
      full.className = "full";
      tools.append(full);
    }
  }

  /* ---- a link to what is selected; a sandbox may refuse both ways, then it stands in a field ---- */

  async function share() {
    const figure = shown();
    const address = new URL(story.page, location.href.indexOf("about:") === 0 ? undefined : location.href);
    const lit = resolve(selection);
    if (lit.events.length) address.searchParams.set("select", lit.events[0]);
    if (figure) address.searchParams.set("panel", figure.dataset.panel);
    const { langs } = root.dataset;
    if (langs && langs.split(" ")[0] !== story.lang) address.searchParams.set("lang", story.lang);
    const url = address.href;
    try {
      if (navigator.share && matchMedia("(pointer: coarse)").matches) { await navigator.share({ title: document.title, url }); return; }
      const policy = document.featurePolicy; // where a frame may not, asking is a fault in the console
      if (policy && !policy.allowsFeature("clipboard-write")) throw new Error("refused");
      await navigator.clipboard.writeText(url);
      told(words.copied);
    } catch (refused) {
      if (refused && refused.name === "AbortError") return;
      told(words.share, url);
    }
  }
  function told(text, url) {
    all(".link").forEach((node) => node.remove());
    const line = document.createElement("p");
    line.className = "link";
    line.setAttribute("role", "status");
    line.textContent = text;
    document.querySelector(".meta").after(line);
    if (url) {
      const field = document.createElement("input");
      field.readOnly = true;
      field.value = url;
      field.setAttribute("aria-label", text);
      line.append(field);
      field.select();
    } else setTimeout(() => line.remove(), 4000);
  }

  figures.forEach(alive);
  document.querySelector(".share").append(button("share", share));
  const first = query.get("select");
  if (has(links.events, first)) select({ event: first });
  if (query.get("panel")) turnTo(query.get("panel"));
})();
