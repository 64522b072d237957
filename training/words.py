# SPDX-License-Identifier: Apache-2.0
"""What the network sees of a word: shape, affix rows, sub-words."""
import functools
import unicodedata

from .config import SIZES

FNV_OFFSET, FNV_PRIME, MASK = 14695981039346656037, 1099511628211, (1 << 64) - 1


@functools.lru_cache(maxsize=None)
def shape(word):
    """Class of the word's case and characters, 0 to 8, by the first rule that fits."""
    categories = [unicodedata.category(c) for c in word]
    letters = [c for c, k in zip(word, categories) if k[0] == "L"]
    digits = sum(k == "Nd" for k in categories)
    upper = sum(unicodedata.category(c) == "Lu" for c in letters)
    if categories and all(k[0] in "PS" for k in categories):
        return 0
    if digits and digits == len(word):
        return 1
    if digits:
        return 2
    if not letters:
        return 8
    if len(letters) == 1 and upper == 1:
        return 3
    if upper == len(letters):
        return 4
    if unicodedata.category(letters[0]) == "Lu" and upper == 1:
        return 5
    return 6 if upper == 0 else 7


def fnv1a(data):
    """FNV-1a, 64 bits."""
    value = FNV_OFFSET
    for byte in data:
        value = ((value ^ byte) * FNV_PRIME) & MASK
    return value


@functools.lru_cache(maxsize=None)
def affix_rows(word):
    """Rows of the affix table: suffixes of 1 to 4 code points, then prefixes of 1 to 3."""
    keys = [f"s{n}" + word[-n:] for n in range(1, 5)] + [f"p{n}" + word[:n] for n in range(1, 4)]
    return tuple(fnv1a(key.encode("utf-8")) % SIZES["affix_rows"] for key in keys)


def is_punctuation(char):
    """BERT's punctuation: the ASCII ranges and Unicode category P."""
    code = ord(char)
    return (33 <= code <= 47 or 58 <= code <= 64 or 91 <= code <= 96 or 123 <= code <= 126
            or unicodedata.category(char)[0] == "P")


def is_ideograph(char):
    """CJK ideographs stand alone."""
    code = ord(char)
    return (0x4E00 <= code <= 0x9FFF or 0x3400 <= code <= 0x4DBF or 0x20000 <= code <= 0x2A6DF or 0x2A700 <= code <= 0x2B73F
            or 0x2B740 <= code <= 0x2B81F or 0x2B820 <= code <= 0x2CEAF or 0xF900 <= code <= 0xFAFF or 0x2F800 <= code <= 0x2FA1F)


class Pieces:
    """WordPiece of bert-base-uncased over single words."""

    def __init__(self, vocabulary):
        self.list = vocabulary
        self.index = {piece: i for i, piece in enumerate(vocabulary)}
        self.unknown, self.first, self.last = (self.index[p] for p in ("[UNK]", "[CLS]", "[SEP]"))
        self.memory = {}

    @classmethod
    def load(cls, path):
        """Read a vocabulary of one piece a line."""
        return cls(path.read_text(encoding="utf-8").rstrip("\n").split("\n"))

    def __call__(self, word):
        """Ids of the word's pieces, 1 to 12."""
        if word not in self.memory:
            pieces = [i for part in self.parts(word) for i in self.match(part)]
            self.memory[word] = tuple(pieces[:SIZES["word_pieces"]]) or (self.unknown,)
        return self.memory[word]

    @staticmethod
    def parts(word):
        """Normalized parts: NFD, marks dropped, lower case, split at punctuation and ideographs."""
        text = "".join(c for c in unicodedata.normalize("NFD", word) if unicodedata.category(c) != "Mn").lower()
        parts, open_ = [], False
        for char in text:
            if char.isspace() or unicodedata.category(char) in ("Cc", "Cf"):
                open_ = open_ and not char.isspace()
            elif is_punctuation(char) or is_ideograph(char):
                parts.append(char)
                open_ = False
            elif open_:
                parts[-1] += char
            else:
                parts.append(char)
                open_ = True
        return parts

    def match(self, part):
        """Greedy longest match."""
        if len(part) > 100:
            return [self.unknown]
        out, begin = [], 0
        while begin < len(part):
            end = len(part)
            while end > begin and ("##" if begin else "") + part[begin:end] not in self.index:
                end -= 1
            if end == begin:
                return [self.unknown]
            out.append(self.index[("##" if begin else "") + part[begin:end]])
            begin = end
        return out
