"""The profiles of the person at this computer, as commands use them."""

from __future__ import annotations

from pathlib import Path

from azkit.facts.profiles import Profile, profiles_text, read_profiles
from azkit.ground.documents import Document
from azkit.ground.faults import FileTrouble, usage
from azkit.ground.files import kind_of, read_text, write_whole
from azkit.ground.say import say
from azkit.ground.user_folders import config_folder


def profiles_path() -> Path:
    """The file of the profiles. Raises FileTrouble."""
    return config_folder() / "profiles.toml"


def profiles() -> dict[str, Profile]:
    """All profiles; none where there is no file. Raises Refused for a faulty file, FileTrouble for one that cannot be read."""
    path = profiles_path()
    return read_profiles(read_text(path), str(path)) if kind_of(path) != "nothing" else {}


def profiles_at_hand() -> dict[str, Profile]:
    """The profiles to offer in an interview: where there is no home, there are none."""
    try:
        return profiles()
    except FileTrouble:
        return {}


def named_profile(name: str) -> tuple[Profile, Document]:
    """The profile that `--profile` names, and its facts as a document for the places of faults. Raises Refused (2) for an unknown name."""
    known = profiles()
    if name not in known:
        raise usage("--profile", say("doors.no-profile", known=", ".join(known) or say("doors.nothing")))
    return known[name], Document(f"{profiles_path()} [{name}]", dict(known[name].facts), ())


def save_profile(name: str, profile: Profile) -> Path:
    """Write a profile beside the others, in place of an older one of this name; out: the file. Raises FileTrouble, Refused."""
    path = profiles_path()
    write_whole(path, profiles_text({**profiles(), name: profile}), overwrite=True)
    return path
