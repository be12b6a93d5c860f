"""What strawberry hands to every resolver."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass

import strawberry

from backend.context.operation import Operation


@dataclass
class Context:
    """The operation in progress."""

    operation: Operation


@dataclass
class SubscriptionContext:
    """A subscription has no transaction: it opens an operation for each batch that it reads.

    Each looks the session up anew, so that a sign-out anywhere ends the subscription.
    """

    open: Callable[[], AbstractAsyncContextManager[Operation]]


Info = strawberry.Info[Context, None]
SubscriptionInfo = strawberry.Info[SubscriptionContext, None]
