// The lines between the two rows: thickness and opacity are the weight, the heaviest of each word glows.

const SVG = "http://www.w3.org/2000/svg";
const GLOW_MARGIN = 14; // px above and below, so that a glow is not cut off
const TOP_LINES = 3; // of each token below, as long as none is pointed at

function drawLines(shown, record) {
  const layers = { glows: byId("glows"), strokes: byId("strokes"), marks: byId("marks") };
  for (const layer of Object.values(layers)) layer.replaceChildren();
  const places = measureTokens();
  const active = activeToken();
  const links = showsGold(record) ? goldLinks(record) : weightLinks(shown, record, active);
  // Light ones first, so that the heavy ones lie on top.
  for (const link of links.sort((a, b) => a.weight - b.weight)) drawLink(layers, places, link, active);
  if (shown.rest && !showsGold(record)) drawRests(layers.marks, places, shown, active);
  if (active && !showsGold(record)) labelWeights(layers.marks, places, shown, active, thresholdOf(record));
}

function byId(id) {
  return document.getElementById(id);
}

/** Where lines may start and end, in the picture's own pixels. */
function measureTokens() {
  const svg = byId("lines");
  const box = svg.getBoundingClientRect();
  svg.setAttribute("viewBox", `0 0 ${box.width} ${box.height}`);
  byId("glow").setAttribute("width", box.width);
  byId("glow").setAttribute("height", box.height + 2 * GLOW_MARGIN);
  const middles = (row) => [...byId(row).children].map((token) => {
    const own = token.getBoundingClientRect();
    return own.left + own.width / 2 - box.left;
  });
  return {
    top: middles("top-row"), bottom: middles("bottom-row"), height: box.height,
    topNumbers: -byId("top-row").offsetHeight - 4, bottomNumbers: box.height + byId("bottom-row").offsetHeight + 15,
  };
}

function weightLinks(shown, record, active) {
  const least = thresholdOf(record);
  const links = [];
  for (let i = 0; i < shown.rows; i++) {
    if (state.stepping && state.pinned && i > state.pinned.index) break; // not generated yet
    partnersOf(shown, { side: "bottom", index: i }, least).forEach(({ index, weight }, rank) => {
      const own = active && (active.side === "bottom" ? active.index === i : active.index === index);
      if (rank < TOP_LINES || own) links.push({ i, j: index, weight, kind: "weight", glows: rank === 0 && weight >= 0.5 });
    });
  }
  return links;
}

/** The model's links, right or wrong, and the sure gold links that it missed. */
function goldLinks(record) {
  const key = ([j, i]) => `${j}-${i}`;
  const sure = new Set(record.gold.sure.map(key));
  const possible = new Set(record.gold.possible.map(key));
  const given = new Set(record.links.map(key));
  const own = record.links.map((link) => ({
    i: link[1], j: link[0], weight: 0.6, glows: false,
    kind: sure.has(key(link)) ? "right" : possible.has(key(link)) ? "possible" : "wrong",
  }));
  const missed = record.gold.sure.filter((link) => !given.has(key(link)));
  return own.concat(missed.map(([j, i]) => ({ i, j, weight: 0.4, glows: false, kind: "missed" })));
}

function drawLink({ glows, strokes, marks }, places, link, active) {
  const [x1, x2, height] = [places.top[link.j], places.bottom[link.i], places.height];
  const shape = `M${x1} 0C${x1} ${height * 0.5} ${x2} ${height * 0.5} ${x2} ${height}`;
  const own = !active || (active.side === "top" ? active.index === link.j : active.index === link.i);
  const width = 1.2 + 8.8 * link.weight;
  const strength = { weight: 0.2 + 0.74 * link.weight, possible: 0.4 }[link.kind] ?? 0.85;
  const opacity = strength * (own ? 1 : 0.16);
  if (link.glows && own) glows.append(svgElement("path", { d: shape, class: "glow", "stroke-width": width + 7 }));
  strokes.append(svgElement("path", {
    d: shape, class: `line ${link.kind}${own ? "" : " dimmed"}`, "stroke-width": width.toFixed(2), "stroke-opacity": opacity.toFixed(3),
    "data-top": link.j, "data-bottom": link.i, "data-weight": link.weight.toFixed(3),
  }));
  // Right and wrong differ by a sign too, not by colour alone.
  const sign = { wrong: "✕", missed: "■", possible: "□" }[link.kind];
  if (sign) marks.append(svgText((x1 + x2) / 2, height / 2 + 4, sign, `sign ${link.kind}`));
}

/** What went to no source word (or to the end mark): a short dashed line that ends in the open. */
function drawRests(marks, places, shown, active) {
  for (let i = 0; i < shown.rows; i++) {
    const weight = shown.rest[i];
    const own = active?.side === "bottom" && active.index === i;
    if (weight < (own ? 0.02 : 0.5) || (state.stepping && state.pinned && i > state.pinned.index)) continue;
    // Beside the word's own line, if there is one to speak of.
    const heaviest = partnersOf(shown, { side: "bottom", index: i })[0]?.weight ?? 0;
    const [x, y] = [places.bottom[i] + (heaviest > 0.2 ? 18 : 0), places.height];
    const opacity = (0.35 + 0.65 * weight) * (active && !own ? 0.3 : 1);
    const group = svgElement("g", { class: "rest", opacity: opacity.toFixed(3), "data-bottom": i, "data-weight": weight.toFixed(3) });
    group.append(svgElement("path", { d: `M${x} ${y}V${y - 30}`, "stroke-width": (1.2 + 3 * weight).toFixed(2) }));
    const sign = svgText(x, y - 36, VIEWS[state.view].sign + (own ? ` ${weight.toFixed(2)}` : ""), "rest-sign");
    if (heaviest > 0.2) sign.setAttribute("text-anchor", "start"); // away from that line
    group.append(sign);
    marks.append(group);
  }
}

/** The numbers of the active token, behind the words at the other end of its lines. */
function labelWeights(marks, places, shown, active, least) {
  const [xs, y] = active.side === "top" ? [places.bottom, places.bottomNumbers] : [places.top, places.topNumbers];
  for (const { index, weight } of partnersOf(shown, active, Math.max(least, 0.01)).slice(0, 8)) {
    if (active.side === "top" && state.stepping && state.pinned && index > state.pinned.index) continue;
    marks.append(svgText(xs[index], y, weight.toFixed(2), "number"));
  }
}

function svgElement(tag, attributes) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

function svgText(x, y, text, className) {
  const element = svgElement("text", { x, y, class: className, "text-anchor": "middle" });
  element.textContent = text;
  return element;
}
