/* Label placement in screen pixels: pure functions, no DOM, so that node tests them.
   A label is an item with options (candidate boxes, best first by cost); place() chooses one each.
   Hard: no label over the edge, on an obstacle, on another label or across a leader. Soft: lines of the ground. */
(function (root) {
  "use strict";

  const MARGIN = 5; // px kept free along the panel's edge
  const PAD = 3; // px between labels: the width of the halo
  const UNPLACED = 1000; // cost of a required label that found no room
  const PATIENCE = 1200; // positions tried for a better place, over all labels: a zoom should not wait
  const GOOD = 8; // cost of a place not worth moving others for
  const MOVABLE = 2; // labels moved at once to make room for another
  const FAR = 24; // cost above which a near position is worse than one with a leader
  const KEEP = 120; // open options rated per item; a dearer one never won in the crowded test panels

  /* Lines of at most about `max` characters, as even as possible; a longer word is cut. */
  function wrap(text, max) {
    const words = [];
    for (const word of String(text).trim().split(/\s+/)) {
      const chars = Array.from(word);
      if (chars.length <= max * 1.5) words.push(word);
      else for (let i = 0; i < chars.length; i += max) words.push(chars.slice(i, i + max).join(""));
    }
    const fill = (width) => {
      const lines = [];
      for (const word of words) {
        const last = lines[lines.length - 1];
        if (lines.length && last.length + 1 + word.length <= width) lines[lines.length - 1] = last + " " + word;
        else lines.push(word);
      }
      return lines;
    };
    const count = fill(max).length;
    for (let width = Math.ceil(max / 2); width < max; width++) {
      const lines = fill(width);
      if (lines.length <= count) return lines;
    }
    return fill(max);
  }

  const overlap = (a, b, pad) =>
    a.x0 < b.x1 + pad && b.x0 < a.x1 + pad && a.y0 < b.y1 + pad && b.y0 < a.y1 + pad;

  /* Does the segment [x0, y0, x1, y1] touch the box? Its ends on one side of a box side: no. Else the box's corners
     lie on both sides of the segment's line, or it passes by. */
  function crosses(seg, b, pad) {
    const ax = seg[0], ay = seg[1], bx = seg[2], by = seg[3], x0 = b.x0 - pad, y0 = b.y0 - pad, x1 = b.x1 + pad, y1 = b.y1 + pad;
    if ((ax < x0 && bx < x0) || (ax > x1 && bx > x1) || (ay < y0 && by < y0) || (ay > y1 && by > y1)) return false;
    const dx = bx - ax, dy = by - ay;
    const a = dx * (y0 - ay) - dy * (x0 - ax), c = dx * (y0 - ay) - dy * (x1 - ax);
    const d = dx * (y1 - ay) - dy * (x0 - ax), e = dx * (y1 - ay) - dy * (x1 - ax);
    return !((a > 0 && c > 0 && d > 0 && e > 0) || (a < 0 && c < 0 && d < 0 && e < 0));
  }

  function meet(a, b) {
    const side = (s, x, y) => (s[2] - s[0]) * (y - s[1]) - (s[3] - s[1]) * (x - s[0]);
    return side(a, b[0], b[1]) * side(a, b[2], b[3]) < 0 && side(b, a[0], a[1]) * side(b, a[2], a[3]) < 0;
  }

  /* Two chosen options in each other's way; an option may bring a dot and a leader of its own. */
  function clash(a, b) {
    if (overlap(a, b, PAD)) return true;
    if (a.dot && (overlap(a.dot, b, 1) || (b.dot && overlap(a.dot, b.dot, 1)))) return true;
    if (b.dot && overlap(b.dot, a, 1)) return true;
    if (a.leader && (crosses(a.leader, b, 1) || (b.leader && meet(a.leader, b.leader)))) return true;
    return Boolean(b.leader && crosses(b.leader, a, 1));
  }

  const box = (x, y, block, more) => Object.assign({ x0: x, y0: y, x1: x + block.w, y1: y + block.h, block }, more);

  /* Close positions round a point {x, y, r}, in the order a cartographer tries them. `block`: {w, h, first}, where
     first is the height of the first line: the name, and not the whole block, stands level with its point. */
  function around(point, block, base = 0) {
    const { x, y, r } = point, { w, h, first } = block;
    const gap = r + 4, diagonal = r * 0.7 + 2, out = [];
    // The farther the name's line is from its point, the less it reads as the point's name.
    const add = (left, top, align, cost) =>
      out.push(box(left, top, block, { align, cost: base + cost + 0.4 * Math.max(0, Math.abs(top + first / 2 - y) - gap - first / 2) }));
    for (const [align, left, corner, extra] of [["start", x + gap, x + diagonal, 0], ["end", x - gap - w, x - diagonal - w, 6]]) {
      add(left, y - h / 2, align, extra);
      if (h > first) {
        add(left, y - first / 2, align, extra + 1);
        add(left, y - h + first / 2, align, extra + 2);
      }
      add(corner, y + diagonal, align, extra + 2);
      add(corner, y - diagonal - h, align, extra + 3);
    }
    add(x - w / 2, y - gap - h, "middle", 6);
    add(x - w / 2, y + gap, "middle", 7);
    for (const shift of [0.25, 0.75]) {
      add(x - w * shift, y - gap - h, "middle", 8);
      add(x - w * shift, y + gap, "middle", 9);
    }
    return out;
  }

  /* Farther positions with a leader: rings round each anchor {x, y, r, cost?, tangent?}. */
  function ring(anchors, block, base = 0, distances = [26, 38, 52, 70, 92, 120], turns = 16) {
    const out = [];
    for (const anchor of anchors) {
      for (const distance of distances) {
        for (let i = 0; i < turns; i++) {
          const angle = (i / turns) * 2 * Math.PI, dx = Math.cos(angle), dy = Math.sin(angle);
          const px = anchor.x + dx * distance, py = anchor.y + dy * distance;
          const align = dx > 0.3 ? "start" : dx < -0.3 ? "end" : "middle";
          const left = align === "start" ? px : align === "end" ? px - block.w : px - block.w / 2;
          const top = dy > 0.75 ? py : dy < -0.75 ? py - block.h : py - block.h / 2;
          const slant = anchor.tangent ? 12 * (dx * anchor.tangent[0] + dy * anchor.tangent[1]) ** 2 : 0; // not along its line
          const option = box(left, top, block, { align, cost: base + distance * 0.12 + slant + (anchor.cost || 0) });
          option.leader = leader(anchor, option);
          if (option.leader) out.push(option);
        }
      }
    }
    return out;
  }

  /* From beside the label's nearest edge to short of the anchor; null when they touch. */
  function leader(anchor, b) {
    const gap = 4;
    let x = Math.min(Math.max(anchor.x, b.x0 - gap), b.x1 + gap);
    let y = Math.min(Math.max(anchor.y, b.y0 + 7), b.y1 - 7);
    if (x > b.x0 && x < b.x1) y = anchor.y < b.y0 ? b.y0 - gap / 2 : b.y1 + gap / 2;
    const dx = anchor.x - x, dy = anchor.y - y, length = Math.hypot(dx, dy), r = anchor.r || 0;
    if (length < r + 6) return null;
    return [x, y, anchor.x - (dx / length) * r, anchor.y - (dy / length) * r];
  }

  /* Positions along the sides of a box (an inset's outline, a small country's extent). */
  function beside(b, block, base = 0) {
    const out = [], gap = 5;
    const add = (left, top, align, cost) => out.push(box(left, top, block, { align, cost: base + cost }));
    for (const [share, cost] of [[0.5, 0], [0, 2], [1, 2]]) {
      const top = b.y0 + (b.y1 - b.y0) * share - (share === 0.5 ? block.h / 2 : share === 1 ? block.h * 0.8 : block.h * 0.2);
      add(b.x0 - gap - block.w, top, "end", cost);
      add(b.x1 + gap, top, "start", cost + 1);
      const left = b.x0 + (b.x1 - b.x0) * share - block.w * share;
      const align = share === 0.5 ? "middle" : share ? "end" : "start";
      add(left, b.y0 - gap - block.h, align, cost + 5);
      add(left, b.y1 + gap, align, cost + 5);
    }
    for (const y of [b.y0 - block.h - 2, b.y1 + 2]) {
      add(b.x0 - block.w + 2, y, "end", 5);
      add(b.x1 - 2, y, "start", 5);
    }
    return out;
  }

  /* items: [{id, priority, required, options, more?(), limit?}] → Map id → option or null. `more` gives farther options,
     asked for only where the near ones are taken or poor; an option dearer than the limit is none.
     env: {width, height, obstacles: [{x0, y0, x1, y1, owner?, open?}], blocked(box) → bool, soft(box) → cost}; a leader
     may cross its owner's obstacle and an open one. */
  function place(items, env) {
    const blocked = env.blocked || (() => false), soft = env.soft || (() => 0);
    const inFrame = (o) => o.x0 >= MARGIN && o.y0 >= MARGIN && o.x1 <= env.width - MARGIN && o.y1 <= env.height - MARGIN;
    const clear = (o, id) => {
      for (const b of env.obstacles) {
        if (overlap(o, b, 1) || (o.leader && !b.open && b.owner !== id && crosses(o.leader, b, 1))) return false;
      }
      return true;
    };
    const rated = (item, given) => {
      const options = [];
      for (const o of given.sort((a, b) => a.cost - b.cost)) {
        if (!inFrame(o) || blocked(o) || !clear(o, item.id)) continue;
        o.cost += soft(o);
        if (item.limit === undefined || o.cost <= item.limit) options.push(o);
        if (options.length === KEEP) break;
      }
      return options.sort((a, b) => a.cost - b.cost);
    };
    const entries = items.map((item, index) => ({ item, index, options: rated(item, item.options), at: null }));
    entries.sort((a, b) => a.item.priority - b.item.priority || a.index - b.index);
    const placed = [];
    const settle = (entry, option) => {
      if (entry.at === null) placed.push(entry);
      entry.at = option;
    };
    /* The labels in an option's way; looks no further once there are more than may be moved. */
    const against = (option, self) => {
      const found = [];
      for (const other of placed) if (other !== self && clash(option, other.at) && found.push(other) > MOVABLE) break;
      return found;
    };
    const free = (option, but) => placed.every((other) => but.includes(other) || !clash(option, other.at));
    const required = entries.filter((e) => e.item.required);

    const extend = (entry) => {
      if (!entry.item.more || entry.extended) return false;
      entry.extended = true;
      entry.options = entry.options.concat(rated(entry.item, entry.item.more())).sort((a, b) => a.cost - b.cost);
      return true;
    };

    for (const entry of required) {
      const find = () => entry.options.find((o) => free(o, []));
      let option = find();
      if ((!option || option.cost > FAR) && extend(entry)) option = find();
      if (option) settle(entry, option);
    }
    const board = { settle, against, free, extend, patience: PATIENCE };
    for (let pass = 0; pass < 3; pass++) if (!improve(required, board)) break;
    for (const entry of entries) {
      if (entry.item.required) continue;
      const option = entry.options.find((o) => free(o, []));
      if (option) settle(entry, option);
    }
    return new Map(entries.map((e) => [e.item.id, e.at]));
  }

  /* Give a label a better place by moving the one or two labels that are in its way, where all together gain. */
  function improve(entries, board) {
    let better = false;
    for (const entry of entries) {
      const now = entry.at ? entry.at.cost : UNPLACED;
      if (now < GOOD) continue;
      for (const option of entry.options) {
        if (option.cost >= now - 1 || board.patience-- < 0) break;
        const others = board.against(option, entry);
        if (others.length > MOVABLE) continue;
        if (makeRoom(entry, option, others, now - option.cost - 1, board)) { better = true; break; }
      }
    }
    return better;
  }

  /* Put the entry at the option and the others elsewhere, if that costs them less than `gain`; else all stay. */
  function makeRoom(entry, option, others, gain, { settle, free, extend }) {
    const stood = others.map((o) => o.at), left = others.map(() => null);
    const moving = [entry, ...others];
    const clear = (o) => !clash(o, option) && free(o, moving) && left.every((l) => !l || !clash(o, l));
    let loss = 0;
    for (let i = 0; i < others.length; i++) {
      const other = others[i], find = () => other.options.find(clear);
      left[i] = find() || (gain > FAR && extend(other) ? find() : null);
      loss += left[i] ? left[i].cost - stood[i].cost : Infinity;
      if (loss >= gain) return false;
    }
    settle(entry, option);
    others.forEach((other, i) => settle(other, left[i]));
    return true;
  }

  const api = { wrap, overlap, crosses, clash, around, ring, beside, leader, box, place, MARGIN, PAD };
  root.geodash = Object.assign(root.geodash || {}, { labels: api });
  if (typeof module !== "undefined") module.exports = api;
})(typeof window !== "undefined" ? window : globalThis);
