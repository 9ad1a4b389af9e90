/* The SVG of a map's story: marks, shapes, notes and lettering. Paint comes from the style table as attributes; text only
   ever enters as text nodes. Nodes that can be focused are made once and moved, so that focus survives a zoom. */
(function (root) {
  "use strict";

  const NS = "http://www.w3.org/2000/svg";
  const HIT = 14; // px radius of a mark's hit area: 28 px wide, over the 24 that WCAG 2.2 asks for

  function svg(tag, attributes, ...children) {
    const node = document.createElementNS(NS, tag);
    for (const key in attributes) if (attributes[key] !== undefined && attributes[key] !== null) node.setAttribute(key, attributes[key]);
    for (const child of children) if (child) node.appendChild(child);
    return node;
  }

  const text = (tag, content, attributes) => {
    const node = svg(tag, attributes);
    node.textContent = content;
    return node;
  };

  /* Make a node a button of the keyboard too: focus by Tab, Enter and Space. */
  function pressable(node, label, onPick) {
    node.setAttribute("role", "button");
    node.setAttribute("tabindex", "0");
    node.setAttribute("aria-label", label);
    node.addEventListener("click", onPick);
    node.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      event.stopPropagation();
      onPick(event);
    });
    return node;
  }

  function button(className, label, hint, onPick, ...children) {
    const g = svg("g", { class: "gd-item " + className, "aria-pressed": "false" }, ...children);
    if (hint) g.prepend(text("title", hint));
    return pressable(g, label, onPick);
  }

  const hintOf = (thing) => [thing.name].concat(thing.captions || []).join("\n");

  function definitions(style, uid) {
    const { angle, gap, width } = style.hatch, defs = svg("defs");
    for (const [name, symbol] of Object.entries(style.symbols)) {
      if (symbol.hatch) {
        const apart = symbol.hatchGap || gap, turned = symbol.hatchAngle || angle;
        defs.appendChild(svg("pattern", { id: `${uid}-hatch-${name}`, width: apart, height: apart, patternUnits: "userSpaceOnUse", patternTransform: `rotate(${turned})` },
          svg("line", { x1: 0, y1: 0, x2: 0, y2: apart, stroke: symbol.hatch, "stroke-opacity": symbol.hatchOpacity, "stroke-width": width * 2 })));
      }
      if (symbol.soft) defs.appendChild(svg("filter", { id: `${uid}-soft-${name}` }, svg("feGaussianBlur", { stdDeviation: symbol.soft })));
    }
    return defs;
  }

  const glyphs = {
    ring: (s) => svg("circle", { r: s.radius, fill: s.fill, stroke: s.stroke, "stroke-width": s.width }),
    dot: (s) => svg("circle", { r: s.radius, fill: s.fill, stroke: s.stroke, "stroke-width": s.width, "paint-order": "stroke" }),
    triangle: (s) => svg("path", { d: `M0 ${-s.radius}L${s.radius * 0.9} ${s.radius * 0.7}H${-s.radius * 0.9}Z`, fill: s.fill, stroke: s.stroke, "stroke-width": s.width, "stroke-linejoin": "round" }),
    waves: (s) => svg("path", { d: [-3, 3].map((y) => `M${-s.radius} ${y}q${s.radius / 2} -4 ${s.radius} 0t${s.radius} 0`).join(""), fill: "none", stroke: s.stroke, "stroke-width": s.width, "stroke-linecap": "round" }),
  };

  /* → {node, move(view), light(on)}; a view holds the mark's symbol {x, y} and its true point {tx, ty}, in layer pixels. */
  function mark(item, style, onPick) {
    const look = style.symbols[item.symbol], glyph = glyphs[look.shape](look), painted = look.shape === "dot" ? "fill" : "stroke";
    const halo = svg("circle", { class: "gd-halo", r: look.radius + 6, fill: style.lit.halo, "fill-opacity": 0 });
    const extent = look.extent && svg("circle", { fill: "none", stroke: look.extent.stroke, "stroke-width": look.extent.width, "stroke-dasharray": look.extent.dash.join(" ") });
    const tick = svg("line", { stroke: style.ink, "stroke-width": 1 }), point = svg("circle", { r: 1.6, fill: style.ink });
    const focus = svg("circle", { class: "gd-focus", r: HIT - 2, fill: "none", stroke: style.focusRing });
    const inner = svg("g", null, halo, glyph, focus, svg("circle", { class: "gd-hit", r: HIT, fill: "transparent" }));
    const node = button("gd-mark", item.aria || item.name, hintOf(item), onPick, tick, point, extent, inner);
    return {
      node,
      move(view) {
        node.style.visibility = view.seen ? "" : "hidden";
        inner.setAttribute("transform", `translate(${view.x.toFixed(1)} ${view.y.toFixed(1)})`);
        const apart = Math.hypot(view.x - view.tx, view.y - view.ty) > 2.5 ? "" : "none";
        for (const [k, v] of [["x1", view.tx], ["y1", view.ty], ["x2", view.x], ["y2", view.y]]) tick.setAttribute(k, v.toFixed(1));
        tick.style.display = point.style.display = apart;
        for (const n of extent ? [point, extent] : [point]) { n.setAttribute("cx", view.tx.toFixed(1)); n.setAttribute("cy", view.ty.toFixed(1)); }
        if (extent) extent.setAttribute("r", Math.max(look.extent.minRadius, view.radius).toFixed(1));
      },
      light(on) {
        glyph.setAttribute(painted, on ? style.lit.stroke : look[painted]);
        if (painted === "stroke") glyph.setAttribute("stroke-width", on ? style.lit.width : look.width);
        halo.setAttribute("fill-opacity", on ? style.lit.haloOpacity : 0);
        if (extent) extent.setAttribute("stroke", on ? style.lit.stroke : look.extent.stroke);
      },
    };
  }

  /* Areas and lines. A view holds path data: {fill, line}. */
  function shape(item, style, uid, onPick) {
    const look = style.symbols[item.symbol], area = look.shape === "area", told = item.event_ids.length > 0;
    const tinted = look.tint && (item.symbol !== "area" || told) ? look.tintOpacity : 0;
    const tint = area && svg("path", { fill: look.tint || style.lit.stroke, "fill-opacity": tinted, filter: look.soft ? `url(#${uid}-soft-${item.symbol})` : null, class: "gd-hit" });
    const hatch = look.hatch && svg("path", { fill: `url(#${uid}-hatch-${item.symbol})` });
    const stroke = look.stroke || "none";
    const halo = svg("path", { class: "gd-halo", fill: "none", stroke: style.lit.halo, "stroke-opacity": 0, "stroke-width": area ? 6 : 11, "stroke-linejoin": "round", "stroke-linecap": "round" });
    const edge = svg("path", { fill: "none", stroke, "stroke-opacity": look.strokeOpacity, "stroke-width": look.width, "stroke-dasharray": look.dash && look.dash.join(" "), "stroke-linejoin": "round", "stroke-linecap": area ? "butt" : "round" });
    const focus = svg("path", { class: "gd-focus", fill: "none", stroke: style.focusRing });
    const hit = !area && svg("path", { class: "gd-hit", fill: "none", stroke: "transparent", "stroke-width": 24 });
    const node = button("gd-shape gd-" + item.symbol, item.aria || item.name, hintOf(item), onPick, tint, hatch, halo, edge, focus, hit);
    return {
      node,
      move(view) {
        for (const path of [tint, hatch]) if (path) path.setAttribute("d", view.fill);
        for (const path of [halo, edge, focus, hit]) if (path) path.setAttribute("d", view.line);
        node.style.visibility = view.fill || view.line ? "" : "hidden";
      },
      light(on) {
        if (tint) tint.setAttribute("fill-opacity", on && told ? Math.max(tinted, style.lit.tintOpacity) : tinted); // a proposal within an area fills nothing
        halo.setAttribute("stroke-opacity", on ? style.lit.haloOpacity : 0);
        edge.setAttribute("stroke", on ? style.lit.stroke : stroke);
        edge.setAttribute("stroke-opacity", on ? 1 : look.strokeOpacity === undefined ? 1 : look.strokeOpacity);
        edge.setAttribute("stroke-width", on ? (area ? style.lit.areaWidth : look.width + 1.4) : look.width || 0);
      },
    };
  }

  function inset(item, style, onPick) {
    const look = style.symbols.inset, rect = { fill: "transparent", stroke: look.stroke, "stroke-width": look.width, class: "gd-hit" };
    const frame = svg("rect", rect), focus = svg("rect", { class: "gd-focus", fill: "none", stroke: style.focusRing });
    const node = button("gd-inset", item.label, null, onPick, frame, focus);
    return {
      node,
      move(view) {
        node.style.visibility = view.seen ? "" : "hidden";
        for (const [r, grow] of [[frame, 0], [focus, 4]]) {
          r.setAttribute("x", (view.x0 - grow).toFixed(1)); r.setAttribute("y", (view.y0 - grow).toFixed(1));
          r.setAttribute("width", (view.x1 - view.x0 + 2 * grow).toFixed(1)); r.setAttribute("height", (view.y1 - view.y0 + 2 * grow).toFixed(1));
        }
      },
      light() {},
    };
  }

  const RTL = /^[^A-Za-z\u00c0-\u024f\u0370-\u04ff]*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

  function type(kind, style, narrow) {
    const t = style.labels[kind], size = narrow && t.narrow ? t.narrow : t.size;
    return { family: style.fonts[t.font], size, weight: t.weight, style: t.italic ? "italic" : "normal", spacing: (t.spacing || 0) * size, fill: t.fill };
  }

  /* One placed label with its halo, its leader and its dot. `families` overrides the table's font stacks. */
  function label(placed, style, { narrow, families, halo, dx, dy }) {
    const { option, owner } = placed, look = owner.label ? null : style.symbols[owner.note || (owner.shape && owner.shape.symbol === "proposed-line") ? "note" : "inset"];
    const g = svg("g", { class: "gd-label gd-label-" + (owner.label ? owner.label.kind : "story"), "data-for": placed.id, transform: `translate(${dx} ${dy})` });
    if (option.leader) {
      const [x1, y1, x2, y2] = option.leader.map((v) => v.toFixed(1)), dotted = Boolean(owner.note);
      const stroke = owner.note || owner.shape && owner.shape.symbol === "proposed-line" ? look.stroke : style.ink;
      g.appendChild(svg("line", { x1, y1, x2, y2, stroke, "stroke-width": dotted ? look.width + 0.3 : 1, "stroke-linecap": "round", "stroke-dasharray": dotted ? look.dash.join(" ") : null }));
      if (dotted) g.appendChild(svg("circle", { cx: placed.anchor.x, cy: placed.anchor.y, r: look.dot, fill: stroke }));
      else if (owner.shape && style.symbols[owner.shape.symbol].shape === "area") g.appendChild(svg("circle", { cx: x2, cy: y2, r: 1.8, fill: stroke }));
    }
    if (option.dot) {
      const r = (option.dot.x1 - option.dot.x0) / 2;
      g.appendChild(svg("circle", { class: "gd-citydot", cx: option.dot.x0 + r, cy: option.dot.y0 + r, r, fill: style.labels[owner.label.kind].fill }));
    }
    let top = option.y0;
    for (const line of option.block.lines) {
      const t = type(line.kind, style, narrow), rtl = RTL.test(line.text);
      const left = option.align === "start" ? option.x0 : option.align === "end" ? option.x1 - line.w : (option.x0 + option.x1 - line.w) / 2;
      const content = text("text", line.text, {
        x: (rtl ? left + line.w : left).toFixed(1), y: (top + line.h * 0.5 + t.size * 0.36).toFixed(1), direction: rtl ? "rtl" : null,
        "font-family": families[style.labels[line.kind].font] || t.family, "font-size": t.size, "font-weight": t.weight, "font-style": t.style,
        "letter-spacing": t.spacing || null, fill: t.fill, stroke: halo, "stroke-width": style.labels.halo,
        "stroke-linejoin": "round", "paint-order": "stroke",
      });
      if (line.tail) {
        const n = type("number", style, narrow);
        content.appendChild(text("tspan", line.tail, { dx: rtl ? -6 : 6, "font-size": n.size, "font-weight": n.weight, fill: n.fill }));
      }
      g.appendChild(content);
      top += line.h;
    }
    return g;
  }

  const api = { svg, pressable, definitions, mark, shape, inset, label, type };
  root.geodash = Object.assign(root.geodash || {}, { symbols: api });
})(window);
