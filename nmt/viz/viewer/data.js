// Reading the data of the page: records, and the matrices that a view needs.

const DATA = await unpack(document.getElementById("data").textContent);
const END_MARK = "</s>";
const START_MARK = "<s>";

const VIEWS = {
  aligned: { name: "Aligned to", rest: "no source word", sign: "∅" },
  attended: { name: "Looked at while generating", rest: "end mark", sign: "end" },
  cross: { name: "Cross-attention", heads: "cross" },
  encoder: { name: "Encoder self-attention", heads: "encoder_self" },
  decoder: { name: "Decoder self-attention", heads: "decoder_self" },
};

/** The value of compressed JSON in base64. */
async function unpack(text) {
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
}

/** Weights of a base64 string of bytes, 255 = 1. */
function decodeWeights(text) {
  const bytes = atob(text);
  return Float32Array.from({ length: bytes.length }, (_, k) => bytes.charCodeAt(k) / 255);
}

function recordsOf(snapshot) {
  return DATA.snapshots[snapshot].records;
}

/** Whether there is anything to draw: layers and heads were kept, and the model has this attention at all. */
function hasView(record, view) {
  const kind = VIEWS[view].heads;
  return !kind || record.heads?.[kind].layers > 0;
}

/**
 * What is drawn: the tokens of the two rows, and how much each token below looks at each above.
 * weights[i * top.length + j] is that of token i below on token j above; rest[i] is what went elsewhere.
 */
function viewOf(record, { view, unit, layer, head }) {
  if (VIEWS[view].heads) return headView(record, view, layer, head);
  const top = tokensOf(record, "src", unit);
  const bottom = tokensOf(record, "tgt", unit);
  const packed = record[view][unit];
  const ended = record.logProbs.length && !isUnfinished(record) ? [{ text: "end", kind: "end" }] : [];
  return {
    top, bottom: bottom.concat(ended), topName: "Source", bottomName: record.forced ? "Target (given)" : "Target",
    weights: decodeWeights(packed.weights), rest: decodeWeights(packed.rest), rows: bottom.length,
  };
}

/** Still being decoded, or stopped at its limit: no step has chosen the end mark. */
function isUnfinished(record) {
  return record.pieces.tgt.length > 0 && record.logProbs.length === record.pieces.tgt.length;
}

function tokensOf(record, side, unit) {
  const texts = unit === "word" ? record.words[side] : record.pieces[side];
  return texts.map((text) => ({ text, kind: unit, lang: DATA.languages[side] }));
}

/** One layer of one of the three attentions: one head, or the mean or maximum of all. Always between pieces. */
function headView(record, view, layer, head) {
  const src = tokensOf(record, "src", "piece");
  const tgt = tokensOf(record, "tgt", "piece");
  const end = { text: END_MARK, kind: "mark" };
  const sides = {
    cross: [[...src, end], [...tgt, end], "Source", "Piece that the step produces"],
    encoder: [[...src, end], [...src, end], "is looked at", "looks"],
    decoder: [[{ text: START_MARK, kind: "mark" }, ...tgt], [...tgt, end], "What the decoder has read", "Piece that the step produces"],
  };
  const [top, bottom, topName, bottomName] = sides[view];
  const packed = record.heads[VIEWS[view].heads];
  const all = decodeWeights(packed.weights);
  const size = top.length * bottom.length;
  const first = Math.min(layer, packed.layers - 1) * packed.heads * size;
  const maps = Array.from({ length: packed.heads }, (_, h) => all.subarray(first + h * size, first + (h + 1) * size));
  const weights = combineHeads(maps, head, size);
  if (view !== "encoder" && isUnfinished(record)) bottom.pop();
  return { top, bottom, topName, bottomName, weights, rest: null, rows: bottom.length };
}

function combineHeads(maps, head, size) {
  if (head !== "mean" && head !== "max") return maps[Math.min(Number(head), maps.length - 1)];
  return Float32Array.from({ length: size }, (_, k) => {
    const values = maps.map((map) => map[k]);
    return head === "max" ? Math.max(...values) : values.reduce((sum, value) => sum + value, 0) / maps.length;
  });
}

function weightAt(shown, i, j) {
  return i < shown.rows ? shown.weights[i * shown.top.length + j] : 0;
}

/** The tokens on the other side that a token is joined to, heaviest first: [{index, weight}]. */
function partnersOf(shown, { side, index }, least = 0.005) {
  const others = side === "top" ? shown.rows : shown.top.length;
  const weightOf = (k) => (side === "top" ? weightAt(shown, k, index) : weightAt(shown, index, k));
  return Array.from({ length: others }, (_, k) => ({ index: k, weight: weightOf(k) }))
    .filter((partner) => partner.weight >= least)
    .sort((a, b) => b.weight - a.weight);
}

/** The decoding steps that made a token below: piece numbers; the end mark's is the last. */
function stepsOf(record, shown, unit, index) {
  if (shown.bottom[index].kind === "end" || unit === "piece") return [index === shown.rows ? record.pieces.tgt.length : index];
  return record.tgtWordsOfPiece.flatMap((words, piece) => (words.includes(index) ? [piece] : []));
}

function lengthOf(record) {
  return Math.max(record.words.src.length, record.words.tgt.length);
}
