"""Link checks in the background: `manage.py db_worker` does them."""

from django_tasks import task

from articles.health.checking import check, check_all
from articles.models import CheckedAddress


@task()
def check_what_is_due() -> int:
    """Check every address that is due. Returns how many were."""
    return sum(1 for _ in check_all())


@task()
def check_one(pk: int) -> str:
    """Check one address, due or not. Returns its verdict; empty for one that is gone."""
    address = CheckedAddress.objects.filter(pk=pk).first()
    return check(address).verdict if address else ""
