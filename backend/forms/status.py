"""Where forms, their versions and revisions stand, and what happens to a form."""

from enum import StrEnum


class FormState(StrEnum):
    """Where a form stands today (帳票の状態)."""

    DRAFT_ONLY = "DRAFT_ONLY"  # 未公開
    SCHEDULED = "SCHEDULED"  # 公開予定
    IN_FORCE = "IN_FORCE"  # 使用中
    ENDED = "ENDED"  # 使用終了


class RevisionKind(StrEnum):
    """What made a revision (履歴の種類)."""

    CREATED = "CREATED"  # 作成
    SAVED = "SAVED"  # 保存
    RESTORED = "RESTORED"  # 以前の内容に戻した
    IMPORTED = "IMPORTED"  # 取込み
    PUBLISHED = "PUBLISHED"  # 公開
    MERGED = "MERGED"  # 二人の変更の統合


class FormEventKind(StrEnum):
    """What happened to a form (帳票の経過)."""

    CREATED = "CREATED"
    DRAFT_SAVED = "DRAFT_SAVED"
    DRAFT_RESTORED = "DRAFT_RESTORED"
    DRAFT_IMPORTED = "DRAFT_IMPORTED"
    DRAFT_DISCARDED = "DRAFT_DISCARDED"
    PUBLISHED = "PUBLISHED"
    VERSION_ENDED = "VERSION_ENDED"
    VERSION_WITHDRAWN = "VERSION_WITHDRAWN"
    OWNER_CHANGED = "OWNER_CHANGED"
    REMOVED = "REMOVED"
    OPENED = "OPENED"
    LEFT = "LEFT"
