/* What is reported at a mark, told over the map beside it: the words of its card, "how we know this" with them. In a frame
   as tall as its page the card itself may be far below what the reader sees. Nodes are copied; no text becomes markup. */
(function (root) {
  "use strict";

  const { document } = root, AROUND = 16, LEAST = 120; // px
  let open = null;

  /* A card without what links it: a copy must not be found in the card's place. */
  function copied(card) {
    const copy = card.cloneNode(true);
    for (const node of [copy, ...copy.querySelectorAll("*")]) {
      node.removeAttribute("id");
      for (const name of Object.keys(node.dataset)) delete node.dataset[name];
    }
    copy.classList.remove("is-lit", "is-marked");
    for (const button of copy.querySelectorAll("button")) {
      const plain = document.createElement("b");
      plain.append(...button.childNodes);
      button.replaceWith(plain);
    }
    return copy;
  }

  /* `told`: a card, or a line of text; `tools`: buttons; `room`: px of the map over the mark and under it. */
  function show(figure, told, tools, room) {
    hide();
    open = document.createElement("div");
    open.className = room.over > room.under ? "sheet high" : "sheet";
    open.style.maxHeight = `${Math.round(Math.max(LEAST, room.over, room.under) - AROUND)}px`;
    open.setAttribute("role", "status");
    const bar = document.createElement("div");
    bar.className = "sheet-tools";
    bar.append(...tools);
    open.append(bar, typeof told === "string" ? Object.assign(document.createElement("p"), { textContent: told }) : copied(told));
    figure.append(open);
  }

  function hide() {
    if (open) open.remove();
    open = null;
  }

  root.geodash = Object.assign(root.geodash || {}, { sheet: { show, hide } });
})(window);
