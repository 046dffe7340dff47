"""The questions about who works at the desk."""

from django.db.models import Q, QuerySet


class AccountQuerySet(QuerySet):
    """Who works at the desk."""

    def may(self, *codenames):
        """Active accounts that have one of the permissions, by a group, themselves, or as superusers."""
        named = [codename.rpartition(".")[2] for codename in codenames]
        allowed = (
            Q(is_superuser=True) | Q(groups__permissions__codename__in=named) | Q(user_permissions__codename__in=named)
        )
        return self.filter(allowed, is_active=True, is_staff=True).distinct()

    def besides(self, account):
        """All but one."""
        return self.exclude(pk=account.pk) if account else self.all()

    def with_keys(self, keys):
        """Accounts with these keys that are still active."""
        return self.filter(pk__in=keys, is_active=True)

    def with_username(self, username):
        """The account of that name, whatever its case."""
        return self.filter(username__iexact=username)

    def with_address(self, address):
        """Accounts with a mail address, whatever its case."""
        return self.filter(email__iexact=address)

    def active(self):
        """Accounts that may log in."""
        return self.filter(is_active=True)

    def with_role(self, name):
        """Accounts in a group."""
        return self.filter(groups__name=name)


def permissions_held(account):
    """What an account may do by its groups and by itself, active or not: {"news.add_article", …}. One query."""
    from django.contrib.auth.models import Permission

    held = Permission.objects.filter(Q(group__user=account) | Q(user=account))
    return {f"{app}.{codename}" for app, codename in held.values_list("content_type__app_label", "codename")}


def groups_with_keys(keys):
    """The groups with these keys, in the order in which they were made."""
    from django.contrib.auth.models import Group

    return Group.objects.filter(pk__in=keys).order_by("pk")
