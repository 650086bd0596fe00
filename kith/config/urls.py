"""Every address of Kith."""

urlpatterns: list = []
