/* What a panel's labels say and where each might stand: turns a scene (panel, screen positions, raster of the ground)
   into the items of labels.place(). Pure but for the `measure` it is given. */
(function (root) {
  "use strict";

  const node = typeof module !== "undefined";
  const labels = node ? require("./20-labels.js") : root.geodash.labels;
  const field = node ? require("./21-field.js") : root.geodash.field;

  // Order of placing: the story first, then what belongs to the ground.
  const PRIORITY = { mark: 0, shape: 1, note: 2, inset: 3, country: 10, area: 20, sea: 30, lake: 40, capital: 50, city: 60 };
  const LINE_COST = 26; // of a label wholly on lines of the ground, in px of detour: swept 15–80 on the test panels
  const NAME_ONLY = 60; // dropping the captions is the last resort
  const TOUCH = 13; // px: a name this near to its area is read with it
  const ASIDE = 0.4; // cost of a px between a name and its area where a leader ties them; these four as in standing.py
  const ASTRAY = 1.2; // the same without: at 0.4 a small country was named on its neighbour, captions between
  const LED = 12; // cost of that leader
  const CROWD = 50; // px within which a name would read as a mark's
  const ALOOF = 24; // px between an area's name outside it and another thing's mark
  const CITY_LIMIT = 15; // a town's name that only fits badly is left out
  const WRAPS = { wide: [40, 28, 20], narrow: [30, 22, 16] }; // characters
  const MOST_CAPTIONS = 3;

  /* Lines of type → a block with its size. A line: {text, kind, tail?}; the tail is the list of card numbers. */
  function block(lines, scene) {
    let w = 0, h = 0;
    const set = lines.map((line) => {
      const type = scene.style.labels[line.kind], text = type.upper ? line.text.toUpperCase() : line.text;
      const width = scene.measure(text, line.kind) + (line.tail ? 6 + scene.measure(line.tail, "number") : 0);
      w = Math.max(w, width); h += type.line;
      return { text, kind: line.kind, tail: line.tail, w: width, h: type.line };
    });
    return { lines: set, w: Math.ceil(w), h: Math.ceil(h), first: set.length ? set[0].h : 0 };
  }

  const lines = (text, kind, max, tail) =>
    labels.wrap(text, max).map((t, i) => (i === 0 && tail ? { text: t, kind, tail } : { text: t, kind }));

  function distinct(list) {
    const seen = new Set();
    return list.filter(({ block: b }) => {
      const key = b.lines.map((l) => l.text).join("\n");
      return !seen.has(key) && seen.add(key);
    });
  }

  const andMore = (count, { words }) => ((words && words.more) || "and {count} more").replace("{count}", () => count);

  /* Name above captions, at several widths; last without its captions. → [{block, cost, whole}] */
  function settings(name, captions, kind, scene, tail) {
    const wraps = scene.narrow ? WRAPS.narrow : WRAPS.wide, out = [];
    const shown = captions.length > MOST_CAPTIONS
      ? captions.slice(0, MOST_CAPTIONS - 1).concat(andMore(captions.length - MOST_CAPTIONS + 1, scene)) : captions;
    wraps.forEach((max, i) => {
      const text = lines(name, kind, Math.max(16, max), tail).concat(...shown.map((c) => lines(c, "caption", max)));
      out.push({ block: block(text, scene), cost: i * 2.5, whole: true });
    });
    if (shown.length > 1) {
      const text = lines(name, kind, 28, tail).concat(lines(shown[0], "caption", wraps[1]), lines(andMore(captions.length - 1, scene), "caption", 28));
      out.push({ block: block(text, scene), cost: NAME_ONLY / 2, whole: false });
    }
    if (shown.length) out.push({ block: block(lines(name, kind, 16, tail), scene), cost: NAME_ONLY, whole: false });
    return distinct(out);
  }

  /* Share of a label that lies on the story's areas other than its own: there it would seem to name them. */
  const foreign = (b, own, { field: f }) => 1 - field.share(f, f.story, b, 0) - (own ? field.share(f, f.story, b, own) : 0);

  /* Share of a label that lies on land, but not on its own area: a country's name stands better on its waters than on a neighbour. */
  const abroad = (b, own, { field: f }) => Math.max(0, 1 - field.share(f, f.ids, b, 0) - field.share(f, f.story, b, own));

  function markItem(view, scene) {
    const { mark } = view, tail = mark.event_ids.length > 1 ? (mark.numbers || []).join(", ") : "";
    const own = field.at(scene.field, scene.field.story, view.tx, view.ty), sets = settings(mark.name, mark.captions, "name", scene, tail);
    const point = { x: view.x, y: view.y, r: view.reach || view.r };
    const apart = (options) => { for (const o of options) o.cost += 12 * foreign(o, own, scene); return options; };
    const options = apart(sets.filter((s) => s.whole).flatMap((s) => labels.around(point, s.block, s.cost)));
    const more = () => apart(sets.flatMap((s, i) => (s.whole ? [] : labels.around(point, s.block, s.cost))
      .concat(i < 2 || !s.whole ? labels.ring([view], s.block, s.cost + 22, [24, 38, 54, 76, 100], 24) : [])));
    return { id: mark.id, priority: PRIORITY.mark, required: true, options, more, owner: { mark } };
  }

  /* Boxes that lie in the part of the area that is seen; the share outside costs. */
  function inside(part, number, ids, b, base, least, scene) {
    const out = [], f = scene.field, stride = Math.max(1, Math.floor(part.cells.length / 160));
    const consider = (x, y, extra) => {
      const option = labels.box(x - b.w / 2, y - b.h / 2, b, { align: "middle" });
      const share = field.share(f, ids, option, number);
      if (share < least) return;
      option.cost = base + 0.07 * Math.hypot(x - part.x, y - part.y) + 45 * (1 - share) + extra;
      out.push(option);
    };
    consider(part.x, part.y, 0);
    for (let i = Math.floor(stride / 2); i < part.cells.length; i += stride) {
      const col = part.cells[i] % f.cols, row = (part.cells[i] - col) / f.cols;
      consider((col + 0.5) * field.CELL, (row + 0.5) * field.CELL, 0.5);
    }
    return out;
  }

  /* An area's name beside a mark would read as the mark's: keep away from marks. */
  function crowd(b, scene) {
    let cost = 0;
    for (const m of scene.marks) {
      const away = Math.hypot(Math.max(b.x0 - m.x, 0, m.x - b.x1), Math.max(b.y0 - m.y, 0, m.y - b.y1));
      cost += 16 * Math.max(0, 1 - away / CROWD);
    }
    return cost;
  }

  /* Marks that lie on another thing than this area: its name must not be taken for theirs. */
  function strangers(part, scene) {
    const { cols } = scene.field;
    const away = (m) => (i) => Math.hypot(((i % cols) + 0.5) * field.CELL - m.tx, (Math.floor(i / cols) + 0.5) * field.CELL - m.ty);
    return scene.marks.filter((m) => part.cells.every((i) => away(m)(i) > field.CELL));
  }
  const aloof = (b, marks) => marks.every((m) => Math.hypot(Math.max(b.x0 - m.x, 0, m.x - b.x1), Math.max(b.y0 - m.y, 0, m.y - b.y1)) > ALOOF);

  /* What it costs a leader to end at a point, where it would read as leading to a mark nearby. */
  const besideMarks = (x, y, scene) => scene.marks.reduce((sum, m) => sum + 48 * Math.max(0, 1 - Math.hypot(m.x - x, m.y - y) / CROWD), 0);

  /* A name that does not touch its area is tied to the nearest of it by a leader. Captions may stand between the two:
     the name itself should be near. */
  function tied(option, part, { field: f }) {
    const y = option.y0 + option.block.first / 2, x = Math.min(Math.max(part.x, option.x0), option.x1);
    let best = Infinity, named = Infinity, anchor = null;
    for (const i of part.cells) {
      const col = i % f.cols, cx = (col + 0.5) * field.CELL, cy = ((i - col) / f.cols + 0.5) * field.CELL;
      const dx = Math.max(option.x0 - cx, 0, cx - option.x1);
      named = Math.min(named, Math.hypot(dx, Math.max(option.y0 - cy, 0, cy - option.y0 - option.block.first)));
      const away = Math.hypot(dx, Math.max(option.y0 - cy, 0, cy - option.y1)) + 0.01 * Math.hypot(cx - x, cy - y);
      if (away < best) { best = away; anchor = { x: cx, y: cy, r: 0 }; }
    }
    if (best > TOUCH) option.leader = labels.leader(anchor, option);
    option.cost += (option.leader ? ASIDE : ASTRAY) * Math.max(0, named - TOUCH) + (option.leader ? LED : 0);
    return option;
  }

  function areaItem(view, scene) {
    const { shape, part, number } = view;
    const kind = scene.style.symbols[shape.symbol].word ? "note" : shape.symbol === "fuzzy" ? "name" : "place";
    const word = scene.style.symbols[shape.symbol].word, captions = shape.captions.slice();
    if (word && ![shape.name, ...captions].some((t) => t.toLowerCase().includes(word))) captions.unshift(word);
    const sets = settings(shape.name, captions, kind, scene), middle = { x: part.x, y: part.y, r: 0, cost: besideMarks(part.x, part.y, scene) }, others = strangers(part, scene);
    const around = { x0: part.box.x0 - 3, y0: part.box.y0 - 3, x1: part.box.x1 + 3, y1: part.box.y1 + 3 }; // cells end up to half a cell early
    const apart = (options) => { for (const o of options) o.cost += 50 * foreign(o, number, scene) + 30 * abroad(o, number, scene) + crowd(o, scene); return options; };
    const near = (s) => inside(part, number, scene.field.story, s.block, s.cost, 0.97, scene)
      .concat(labels.beside(around, s.block, s.cost + 9).map((o) => tied(o, part, scene)).filter((o) => o.leader || aloof(o, others)));
    const options = apart(sets.filter((s) => s.whole).flatMap(near));
    const more = () => apart(sets.flatMap((s) => (s.whole ? [] : near(s)).concat(labels.around({ ...middle, r: 4 }, s.block, s.cost + 20).filter((o) => aloof(o, others)), labels.ring([middle], s.block, s.cost + 30))));
    return { id: shape.id, priority: PRIORITY.shape, required: true, options, more, owner: { shape } };
  }

  /* Anchors at fractions of the line's length that is in view. */
  function along(points, scene) {
    const seen = [];
    for (let i = 0; i < points.length; i += 2) {
      const x = points[i], y = points[i + 1];
      if (x >= 0 && y >= 0 && x <= scene.width && y <= scene.height) seen.push([x, y]);
    }
    if (!seen.length) return [];
    const at = [0];
    for (let i = 1; i < seen.length; i++) at.push(at[i - 1] + Math.hypot(seen[i][0] - seen[i - 1][0], seen[i][1] - seen[i - 1][1]));
    return [0.5, 0.35, 0.65, 0.2, 0.8].map((share) => {
      const i = Math.max(1, at.findIndex((d) => d >= share * at[at.length - 1])), from = seen[i - 1], to = seen[i] || from;
      const t = at[i] > at[i - 1] ? (share * at[at.length - 1] - at[i - 1]) / (at[i] - at[i - 1]) : 0;
      return { x: from[0] + (to[0] - from[0]) * t, y: from[1] + (to[1] - from[1]) * t, r: 5, cost: Math.abs(share - 0.5) * 12, tangent: unit(to[0] - from[0], to[1] - from[1]) };
    });
  }

  const unit = (dx, dy) => [dx / (Math.hypot(dx, dy) || 1), dy / (Math.hypot(dx, dy) || 1)];

  function lineItem(view, scene) {
    const { shape } = view, proposed = shape.symbol === "proposed-line", anchors = along(view.longest, scene);
    if (!anchors.length) return null;
    const told = shape.captions.length ? shape.captions : [shape.name], widths = scene.narrow ? [24, 18] : [26, 22, 32];
    const sets = proposed
      ? widths.map((max, i) => ({ block: block(told.flatMap((c) => lines(c, "note", max)), scene), cost: i * 2 }))
      : settings(shape.name, shape.captions, "name", scene);
    const rings = (from, given) => given.flatMap((s) => labels.ring(from, s.block, s.cost, [24, 34, 46, 62, 84, 112])).map((o) => outside(o, scene, proposed ? 24 : 8));
    const options = rings(anchors.slice(0, 3), sets.slice(0, 2)), more = () => rings(anchors.slice(3), sets).concat(rings(anchors.slice(0, 3), sets.slice(2)));
    return { id: shape.id, priority: PRIORITY.note, required: true, options, more, owner: { shape } };
  }

  /* A note stands better beside the territory it is about than on it. */
  const outside = (option, scene, weight) => Object.assign(option, { cost: option.cost + weight * scene.focusShare(option) });

  function noteItem(view, scene) {
    const { note } = view, options = [];
    const sets = [{ block: block(note.lines.map((text) => ({ text, kind: "note" })), scene), cost: 0 }];
    sets.push({ block: block(note.lines.flatMap((text) => lines(text, "note", scene.narrow ? 20 : 24)), scene), cost: 5 });
    for (const s of distinct(sets)) {
      const rings = labels.ring([{ x: view.x, y: view.y, r: 3 }], s.block, s.cost, [30, 44, 60, 80, 104, 132, 170]);
      for (const o of rings) options.push(outside(o, scene, 24));
    }
    return { id: note.id, priority: PRIORITY.note, required: true, options, owner: { note } };
  }

  const insetItem = (view, scene) => ({
    id: "inset:" + view.inset.panel_id, priority: PRIORITY.inset, required: true, owner: { inset: view.inset },
    options: labels.beside(view, block([{ text: view.inset.label, kind: "inset" }], scene)),
  });

  /* Names of the ground, off the story's shapes: countries inside what is seen of them, water on water, towns by dots. */
  function groundItem(label, scene) {
    const rank = label.rank || 5, item = { id: label.id, priority: PRIORITY[label.kind] + Math.min(rank / 12, 9), required: false, options: [], owner: { label } };
    const words = label.text.split(/\s+/), kind = label.kind, long = Math.max(...words.map((w) => w.length));
    const sets = distinct([label.text.length, Math.max(long, Math.ceil(label.text.length / 2)), long]
      .map((max, i) => ({ block: block(lines(label.text, kind, max), scene), cost: i * 3 })));
    const number = scene.numbers.get(label.id.replace(/^l:/, "")), part = scene.parts.get(number);
    for (const s of sets) {
      if (number) {
        if (part) item.options.push(...inside(part, number, scene.field.ids, s.block, s.cost, 0.84, scene));
      } else if (kind === "capital" || kind === "city") {
        const r = scene.style.labels[kind].dot, p = { x: label.x, y: label.y, r: r - 1 };
        const dot = { x0: p.x - r, y0: p.y - r, x1: p.x + r, y1: p.y + r };
        for (const o of labels.around(p, s.block, s.cost)) if (aloof(o, scene.marks)) item.options.push(Object.assign(o, { dot }));
        item.limit = CITY_LIMIT;
        break;
      } else {
        const water = kind === "sea" || kind === "lake";
        item.options.push(...near(label, s.block, s.cost, water, scene));
      }
    }
    for (const o of item.options) o.cost += 40 * foreign(o, 0, scene) + (kind === "country" ? crowd(o, scene) : 0);
    return item;
  }

  /* Boxes round a point: on land within 24 px; on water wherever 60 px of water lead, so that a name stays in its own sea. */
  function near(point, b, base, water, scene) {
    const out = [], f = scene.field, reached = water ? waterFrom(point, f, 60) : null, reach = water ? 60 : 24;
    for (let dy = -reach; dy <= reach; dy += 6) {
      for (let dx = -reach; dx <= reach; dx += 12) {
        const x = point.x + dx, y = point.y + dy, away = water ? reached.get(cellAt(f, x, y)) : Math.hypot(dx, dy);
        if (away === undefined || away > reach) continue;
        const option = labels.box(x - b.w / 2, y - b.h / 2, b, { align: "middle", cost: base + away * 0.12 });
        if (water) {
          const wet = field.share(f, f.ids, option, 0);
          if (wet < 0.9) continue;
          option.cost += 60 * (1 - wet);
        }
        out.push(option);
      }
    }
    return out;
  }

  const cellAt = (f, x, y) => {
    const col = Math.floor(x / field.CELL), row = Math.floor(y / field.CELL);
    return col < 0 || row < 0 || col >= f.cols || row >= f.rows ? -1 : row * f.cols + col;
  };

  /* Cells of water that are reached from a point by water → px of the way. */
  function waterFrom(point, f, reach) {
    const start = cellAt(f, point.x, point.y), found = new Map();
    if (start < 0 || f.ids[start]) return found;
    let edge = [start];
    found.set(start, 0);
    for (let px = field.CELL; px <= reach && edge.length; px += field.CELL) {
      const next = [];
      for (const i of edge) {
        const col = i % f.cols;
        for (const j of [col ? i - 1 : -1, col < f.cols - 1 ? i + 1 : -1, i - f.cols, i + f.cols]) {
          if (j < 0 || j >= f.ids.length || f.ids[j] || found.has(j)) continue;
          found.set(j, px);
          next.push(j);
        }
      }
      edge = next;
    }
    return found;
  }

  /* scene: {width, height, narrow, style, measure, field, parts, numbers, focusShare, soft, blocked, obstacles,
     marks, shapes, notes, insets, ground} with screen positions → [{id, owner, option}], what was placed. */
  function layOut(scene) {
    const items = [];
    for (const view of scene.marks) items.push(markItem(view, scene));
    for (const view of scene.shapes) items.push(view.longest ? lineItem(view, scene) : view.part ? areaItem(view, scene) : null);
    for (const view of scene.notes) items.push(noteItem(view, scene));
    for (const view of scene.insets) items.push(insetItem(view, scene));
    for (const label of scene.ground) items.push(groundItem(label, scene));
    const wanted = items.filter(Boolean), chosen = labels.place(wanted, scene);
    return wanted.filter((i) => chosen.get(i.id)).map((i) => ({ id: i.id, owner: i.owner, option: chosen.get(i.id) }));
  }

  const api = { block, settings, layOut, LINE_COST };
  root.geodash = Object.assign(root.geodash || {}, { lettering: api });
  if (node) module.exports = api;
})(typeof window !== "undefined" ? window : globalThis);
