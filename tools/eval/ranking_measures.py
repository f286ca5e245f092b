"""nDCG@10 of a ranking, whether one begins with what is right, and whether two differ by more than chance."""

import math
import random

DEPTH = 10


def ndcg(ranked, gains):
    """`ranked`: paths, best first; `gains`: by path. Linear gain, logarithmic discount, as trec_eval's ndcg_cut."""
    ideal = sorted((gain for gain in gains.values() if gain > 0), reverse=True)[:DEPTH]
    best = sum(gain / math.log2(at + 2) for at, gain in enumerate(ideal))
    found = sum(gains.get(path, 0) / math.log2(at + 2) for at, path in enumerate(ranked[:DEPTH]))
    return found / best if best else 0.0


def answered(cited, gains, first=3):
    """Whether one of the first passages is of a note that was judged right. `cited`: the notes of the passages, best first."""
    return any(gains.get(path, 0) > 0 for path in cited[:first])


def chance(ones, others, rounds=5000, seed=20261129):
    """How likely a mean difference as large as this is if it is only chance: a paired randomisation test."""
    differences = [one - other for one, other in zip(ones, others) if one != other]
    if not differences:
        return 1.0
    toss, seen = random.Random(seed), abs(sum(differences))
    as_large = sum(abs(sum(d if toss.random() < 0.5 else -d for d in differences)) >= seen - 1e-12 for _ in range(rounds))
    return as_large / rounds
