# SPDX-License-Identifier: Apache-2.0
"""Lemmas as edit scripts on the form."""


def script(form, lemma):
    """The script that turns the form into the lemma."""
    if form == lemma:
        return "="
    best = None
    for lower in (0, 1):
        base = form.lower() if lower else form
        if lower and base == form:
            continue
        common = 0
        while common < min(len(base), len(lemma)) and base[common] == lemma[common]:
            common += 1
        candidate = (len(base) - common + len(lemma) - common, lower, f"{lower}|{len(base) - common}|{lemma[common:]}")
        best = min(best, candidate) if best else candidate
    return best[2]


def apply(code, form):
    """The lemma that the script gives for the form."""
    if code == "=":
        return form
    lower, cut, append = code.split("|", 2)
    base = form.lower() if lower == "1" else form
    return base[:max(0, len(base) - int(cut))] + append
