"""Encrypted fields are readable at their place only, with our keys only."""

import pytest

from models.encryption import CannotDecrypt, Keyring, new_master_key


def test_a_field_comes_back_as_it_was_written(keyring: Keyring) -> None:
    data = keyring.encrypt_text("मेरा नाम", "case_field:1:name")

    assert keyring.decrypt_text(data, "case_field:1:name") == "मेरा नाम"
    assert "मेरा".encode() not in data


def test_a_field_moved_to_another_row_cannot_be_read(keyring: Keyring) -> None:
    data = keyring.encrypt_text("name", "case_field:1:name")

    with pytest.raises(CannotDecrypt):
        keyring.decrypt_text(data, "case_field:2:name")


def test_every_changed_byte_is_noticed(keyring: Keyring) -> None:
    data = keyring.encrypt_text("name", "place")

    for index in range(len(data)):
        changed = data[:index] + bytes([data[index] ^ 1]) + data[index + 1 :]
        with pytest.raises(CannotDecrypt):
            keyring.decrypt(changed, "place")


def test_after_a_rotation_old_fields_are_still_read() -> None:
    old, new = new_master_key(), new_master_key()
    data = Keyring([old]).encrypt_text("name", "place")

    assert Keyring([new, old]).decrypt_text(data, "place") == "name"
    with pytest.raises(CannotDecrypt):
        Keyring([new]).decrypt_text(data, "place")


def test_a_digest_depends_on_key_and_purpose(keyring: Keyring) -> None:
    other = Keyring([new_master_key()])

    digests = {
        keyring.digest("code", "123456"),
        keyring.digest("phone", "123456"),
        other.digest("code", "123456"),
    }

    assert len(digests) == 3
    assert keyring.digest("code", "123456") == keyring.digest("code", "123456")


def test_a_short_key_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Keyring([b"short"])
