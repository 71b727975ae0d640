"""Who may come in, and what they may do: Django's own forms, told in our log."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User

from articles.admin.logged import LoggedMixin

admin.site.unregister([User, Group])


@admin.register(User)
class AccountAdmin(LoggedMixin, UserAdmin):
    """People with an account; the log says who got which role."""


@admin.register(Group)
class RoleAdmin(LoggedMixin, GroupAdmin):
    """Roles and their permissions."""
