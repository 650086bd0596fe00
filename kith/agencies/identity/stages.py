from allauth.mfa.stages import AuthenticateStage
from django.http import HttpRequest

from kith.agencies.identity.reach import reach


class SecondFactor(AuthenticateStage):
    """Kith's own second factor is asked for, unless the provider of an identity has just asked for two."""

    def _should_handle(self, request: HttpRequest) -> bool:
        return not reach(request).proved and super()._should_handle(request)
