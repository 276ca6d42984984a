"""Files of the site, made or kept, and the names they may have."""

from __future__ import annotations

from hashlib import sha256

import pytest

from atlas.files import Hashes, Kept, check_names, hash_of, parents, size_of
from atlas.sight import Sight

KEPT = Kept(5, "as it was told", Sight(5, 1, 2, 3))


def test_of_a_file_that_is_kept_size_and_hash_are_told() -> None:
    assert (size_of(b"home\n"), size_of(KEPT)) == (5, 5)
    assert (hash_of(b"home\n"), hash_of(KEPT)) == (sha256(b"home\n").hexdigest()[:32], "as it was told")


def test_the_folders_that_paths_need() -> None:
    assert parents(["index.html", "points/gb21/card.html", "points/li4.html"]) == {"points", "points/gb21"}


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["../x"], "not a path inside the site: '../x'"),
        (["/x"], "not a path inside the site: '/x'"),
        (["a//b"], "not a path inside the site: 'a//b'"),
        (["a\\b"], "not a path inside the site: 'a\\\\b'"),
        (["C:/x"], "not a path inside the site: 'C:/x'"),
        (["a\0"], "not a path inside the site: 'a\\x00'"),
        (["list"], "not a path inside the site: 'list'"),
        (["a/b", "a/b/c.html"], "both a file and a folder: 'a/b'"),
    ],
)
def test_names_that_no_file_may_have(names: list[str], message: str) -> None:
    with pytest.raises(ValueError) as refused:  # noqa: PT011 - the whole message is compared
        check_names(names, "list")
    assert str(refused.value) == message


def test_other_names_are_fine() -> None:
    check_names(["index.html", "points/gb21.html", ".well-known/x"], "list")


def test_remembered_hashes_are_those_of_the_bytes_at_hand() -> None:
    hashes = Hashes()
    for number in range(1000):  # the number of an object that is gone goes to another
        file = b"%d" % number
        assert hashes.of(file) == hash_of(file)
        if number % 10 == 0:
            hashes.keep([file])
    assert hashes.of(Kept(3, "told", Sight(3, 1, 1, 1))) == "told"
