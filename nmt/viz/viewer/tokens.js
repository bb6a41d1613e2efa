// The two rows of tokens: buttons that can be pointed at, tabbed to and kept. One of each row is in the tab order.

function fillRows(shown) {
  fillRow("top", shown.top, shown.topName);
  fillRow("bottom", shown.bottom, shown.bottomName);
  markTokens(shown);
}

function fillRow(side, tokens, name) {
  const row = byId(`${side}-row`);
  row.setAttribute("aria-label", name);
  byId(`${side}-name`).textContent = name;
  row.replaceChildren(...tokens.map((token, index) => {
    const button = make("button", "", `token ${token.kind}`);
    button.type = "button";
    button.dataset.side = side;
    button.dataset.index = index;
    button.tabIndex = index === 0 ? 0 : -1;
    if (token.lang) button.lang = token.lang;
    const starts = token.kind === "piece" && token.text.startsWith("▁");
    if (starts) button.append(make("span", "▁", "boundary"));
    button.append(document.createTextNode(starts ? token.text.slice(1) : token.text));
    return button;
  }));
}

/** How each token looks while one of them speaks. */
function markTokens(shown) {
  const active = activeToken();
  const weights = new Map(active ? partnersOf(shown, active).map(({ index, weight }) => [index, weight]) : []);
  for (const button of document.querySelectorAll(".token")) {
    const token = tokenOf(button);
    const isActive = sameToken(token, active);
    const weight = active && token.side !== active.side ? weights.get(token.index) ?? 0 : 0;
    button.classList.toggle("active", isActive);
    button.classList.toggle("partner", weight >= 0.02);
    button.classList.toggle("dimmed", active !== null && !isActive && weight < 0.02);
    button.classList.toggle("alone", token.side === "bottom" && Boolean(shown.rest) && shown.rest[token.index] >= 0.5);
    button.classList.toggle("later", state.stepping && token.side === "bottom" && token.index > state.pinned.index);
    button.style.setProperty("--weight", weight.toFixed(3));
    button.setAttribute("aria-pressed", String(sameToken(token, state.pinned)));
  }
}

function tokenOf(button) {
  return { side: button.dataset.side, index: Number(button.dataset.index) };
}

function sameToken(a, b) {
  return a !== null && b !== null && a.side === b.side && a.index === b.index;
}

function buttonOf({ side, index }) {
  return byId(`${side}-row`).children[index];
}

/** Moves the one place that Tab reaches in a row, and the focus with it. */
function focusToken(token) {
  const button = buttonOf(token);
  if (!button) return;
  for (const other of byId(`${token.side}-row`).children) other.tabIndex = other === button ? 0 : -1;
  button.focus({ preventScroll: true });
  revealToken(token);
}

/** Scrolls sideways, and only there, until a token of a long sentence is in sight. */
function revealToken(token) {
  const scroller = byId("scroller");
  const [own, around] = [buttonOf(token).getBoundingClientRect(), scroller.getBoundingClientRect()];
  const margin = Math.min(around.width / 4, 200); // room for its partners
  const past = Math.max(own.right + margin - around.right, 0) + Math.min(own.left - margin - around.left, 0);
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (past) scroller.scrollBy({ left: past, behavior: calm ? "instant" : "smooth" });
}

/** Where an arrow key leads from a token: along its row, or across to the heaviest partner. */
function neighbourOf(shown, token, key) {
  const count = shown[token.side].length;
  if (key === "ArrowLeft") return { ...token, index: Math.max(token.index - 1, 0) };
  if (key === "ArrowRight") return { ...token, index: Math.min(token.index + 1, count - 1) };
  if (key === "Home") return { ...token, index: 0 };
  if (key === "End") return { ...token, index: count - 1 };
  const across = { ArrowUp: "top", ArrowDown: "bottom" }[key];
  if (!across || across === token.side) return null;
  const best = partnersOf(shown, token, 0)[0];
  return best ? { side: across, index: best.index } : null;
}
