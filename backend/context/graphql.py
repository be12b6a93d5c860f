"""What strawberry hands to every resolver."""

from dataclasses import dataclass

import strawberry

from backend.context.operation import Operation, Operations


@dataclass
class Context:
    """The operation in progress; a subscription opens its own through ``operations``."""

    operation: Operation
    operations: Operations


Info = strawberry.Info[Context, None]
