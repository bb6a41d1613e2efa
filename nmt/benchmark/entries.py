"""Who is measured against whom."""

from __future__ import annotations

from nmt.benchmark.process import TUNED_MALLOC, Entry

OURS = "nmt"

# Ours without heads that align: the same work as the others do.
_SAME_WORK = {"overrides": ["alignment.labels=off"]}


def training_entries(*, peers: bool) -> list[Entry]:
    """Trainers. Each rival as its manual has it, and at the best settings that we know of."""
    entries = [
        Entry(OURS, "ours", _SAME_WORK),
        Entry("nmt, 2 processes", "ours", _SAME_WORK, arguments=("--processes", "2")),
        Entry("nmt, fp32", "ours", {"overrides": ["alignment.labels=off", "training.precision=fp32"]}),
        Entry("nmt, no dropout", "ours", {"overrides": ["alignment.labels=off", "model.dropout=0"]}),
        Entry("nmt, aligning", "ours", {}),
        Entry("nn.Transformer, as shipped", "torch_transformer", {"as_shipped": True}),
        *(
            Entry(
                f"nn.Transformer, {precision}, tuned",
                "torch_transformer",
                {"precision": precision},
                environment=TUNED_MALLOC,
            )
            for precision in ("fp32-medium", "bf16")
        ),
    ]
    if peers:
        entries += [
            Entry("HF Marian, as shipped", "marian", {}, is_peer=True),
            *(
                Entry(
                    f"HF Marian, {precision}, tuned",
                    "marian",
                    {"precision": precision, "attention": "eager"},
                    environment=TUNED_MALLOC,
                    is_peer=True,
                )
                for precision in ("fp32-medium", "bf16")
            ),
            Entry("JoeyNMT, as shipped", "joey", {"own_batches": True}, is_peer=True),
            Entry("JoeyNMT, our batches", "joey", is_peer=True),
            Entry("JoeyNMT, our batches, tuned", "joey", environment=TUNED_MALLOC, is_peer=True),
        ]
    return entries


def product_entries() -> list[Entry]:
    """What the machine does at best."""
    return [
        Entry(f"products, {precision}", "products", {"precision": precision})
        for precision in ("fp32", "fp32-medium", "bf16")
    ]


def width_entries() -> dict[int, Entry]:
    """Our training at several widths, by d_model; the feed-forward network is twice as wide."""
    return {
        width: Entry(
            f"nmt, d_model {width}",
            "ours",
            {"overrides": ["alignment.labels=off", f"model.d_model={width}", f"model.d_ff={2 * width}"], "blank": True},
        )
        for width in (128, 256, 512)
    }


def translating_entries(*, peers: bool) -> list[Entry]:
    """Translators."""
    entries = [Entry(OURS, "ours", arguments=("--translate",))]
    if peers:
        entries += [
            Entry("HF Marian", "marian", is_peer=True, share=0.3),
            Entry("HF Marian, tuned", "marian", {"attention": "eager"}, environment=TUNED_MALLOC, is_peer=True),
            Entry("CTranslate2 float32", "ctranslate", {"compute_type": "float32"}, is_peer=True),
            Entry("CTranslate2 int8", "ctranslate", {"compute_type": "int8"}, is_peer=True),
            Entry("JoeyNMT", "joey", is_peer=True, share=0.3),
        ]
    return entries
