#!/usr/bin/env python3
"""Finds our own free functions that a newer standard library could take the place of.

An unqualified call with an argument from namespace std also looks in std. A function of ours that bears a name of the
library's then competes with it, and loses or becomes ambiguous as soon as a header brings the library's in: what built
with one compiler no longer builds with the next. Such a function gets another name, or each call says whose it means.

    captured_names.py [ROOT]     prints one line per call and exits 1, or says how many files it looked at
"""

import re
import sys
from pathlib import Path

FOLDERS = ("base", "messages", "stores", "brain", "ops", "http", "actors", "cli", "tests")

# Function templates of namespace std, those of later standards than ours included.
LIBRARY = """
accumulate add_sat adjacent_find advance align all_of any_of apply as_bytes as_const as_writable_bytes assume_aligned
async at_quick_exit back_inserter begin binary_search bind bind_back bind_front bit_cast bit_ceil bit_floor bit_width
byteswap call_once cbegin cend clamp construct_at copy copy_backward copy_if copy_n count count_if countl_zero
countr_zero crbegin crend data declval destroy destroy_at distance empty end endl ends equal equal_range erase erase_if
exchange exclusive_scan fill fill_n find find_end find_first_of find_if find_if_not flush for_each for_each_n format
format_to format_to_n formatted_size forward forward_as_tuple forward_like from_chars front_inserter function_ref
gcd generate generate_n get get_if get_money get_time getline has_single_bit holds_alternative identity in_range
includes inclusive_scan inner_product inplace_merge inserter invoke invoke_r iota is_heap is_partitioned is_permutation
is_sorted is_sorted_until iter_swap lcm lerp lexicographical_compare lower_bound make_any make_error_code
make_error_condition make_exception_ptr make_format_args make_from_tuple make_heap make_optional make_pair make_shared
make_tuple make_unique max max_element mem_fn merge midpoint min min_element minmax minmax_element mismatch move
move_backward move_if_noexcept next next_permutation none_of not_fn nth_element partial_sort partial_sum partition
partition_copy pointer_traits popcount prev prev_permutation print println projected put_money put_time quoted rbegin
reduce ref cref remove remove_copy remove_copy_if remove_if rename rend replace replace_copy replace_if resetiosflags
reverse reverse_copy rotate rotate_copy rotl rotr sample saturate_cast search search_n set_difference set_intersection
set_symmetric_difference set_union setbase setfill setprecision setw shift_left shift_right shuffle size sort sort_heap
ssize stable_partition stable_sort start_lifetime_as sub_sat swap swap_ranges throw_with_nested tie to_address to_array
to_chars to_string to_underlying to_wstring transform transform_reduce tuple_cat unique unique_copy unreachable
upper_bound use_facet vformat visit vprint_nonunicode vprint_unicode ws
""".split()

# Names that overloads of ours share with the library's on purpose: every type of ours brings its own.
OVERLOADED = {"swap", "to_string", "begin", "end", "size", "data", "empty", "get"}

NAMES = "|".join(sorted(set(LIBRARY) - OVERLOADED))
DEFINITION = re.compile(rf"^(?!return\b|using\b|//)[A-Za-z_][\w:<>,&*\s]*[\s&*>]({NAMES})\(", re.MULTILINE)
MEMBER = re.compile(rf"^ +(?!return\b)(?:[\w:<>,&*]+ )+[&*]?({NAMES})\([^;]*\)[^;]*[;{{]", re.MULTILINE)
COMMENT = re.compile(r"//.*")


def calls_of(names, text):
    """(line number, name) of each unqualified call."""
    call = re.compile(rf"(?<![\w.:>~&*])(?:{'|'.join(sorted(names))})\(")
    for number, line in enumerate(text.splitlines(), 1):
        if DEFINITION.match(line):
            continue
        for found in call.finditer(COMMENT.sub("", line)):
            yield number, found.group()[:-1]


def offences_in(file):
    text = file.read_text(encoding="utf-8")
    ours = {found[1] for found in DEFINITION.finditer(text)}
    if ours:
        yield from calls_of(ours, text)


def main(root):
    files = sorted(file for folder in FOLDERS for kind in ("*.cpp", "*.hpp") for file in (root / folder).rglob(kind))
    offences = [f"{file.relative_to(root)}:{number}: {name}() is also a name of the standard library's; give the "
                "function another one, or say in the call whose it is"
                for file in files for number, name in offences_in(file)]
    print("\n".join(offences) if offences else f"captured_names: {len(files)} files, nothing that a library could take over")
    return 1 if offences else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else ".").resolve()))
