"""What stands in files for rows of other tables: `mara-lind` for author 3, and the way back."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db import models

from articles.exporting.files import Refused

#: The columns whose values together, joined by dots, are a row's name.
Naming = tuple[str, ...]


class Names:
    """The names of rows, read once a table: those of authors, topics, tags, accounts.

    Accounts that are missing are made when a file names them, without a password or a right,
    and listed in `accounts`.
    """

    def __init__(self) -> None:
        self.accounts: list[str] = []
        self._names: dict[tuple[type[models.Model], Naming], dict[Any, str]] = {}
        self._keys: dict[tuple[type[models.Model], Naming], dict[str, Any]] = {}

    def name_of(self, model: type[models.Model], naming: Naming, key: Any) -> str:
        """The name of a row by its primary key."""
        if (model, naming) not in self._names:
            self._names[model, naming] = _read(model, naming)
        return self._names[model, naming][key]

    def key_of(self, model: type[models.Model], naming: Naming, name: str) -> Any:
        """The primary key of a row by its name. Raises `Refused` for a name nobody has."""
        if (model, naming) not in self._keys:
            names = _read(model, naming)
            self._keys[model, naming] = {name: key for key, name in names.items()}
        keys = self._keys[model, naming]
        if name not in keys and model is get_user_model():
            keys[name] = self._make_account(name)
        if name not in keys:
            raise Refused(f"names a {model._meta.verbose_name} “{name}”, and there is none")
        return keys[name]

    def _make_account(self, name: str) -> Any:
        model = get_user_model()
        account = model(**{model.USERNAME_FIELD: name, "is_active": False})
        account.set_unusable_password()
        account.save()
        self.accounts.append(name)
        return account.pk


def _read(model: type[models.Model], naming: Naming) -> dict[Any, str]:
    rows = all_rows(model).order_by("pk").values_list("pk", *naming)
    return {key: ".".join(values) for key, *values in rows}


def all_rows(model: type[models.Model]) -> models.QuerySet[Any]:
    """Every row of a table, whatever its managers leave out."""
    return models.QuerySet(model)
