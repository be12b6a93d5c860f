"""Why a reading ended: each failure has a code, and a Japanese sentence that says what to do.

No failure carries data of a card or a secret; ``place`` names the step or the file.
"""

from enum import StrEnum


class FailureCode(StrEnum):
    """The codes that reach the front end."""

    WRONG_SECRET = "WRONG_SECRET"
    LOCKED = "LOCKED"
    LAST_TRY = "LAST_TRY"
    SECRET_MALFORMED = "SECRET_MALFORMED"
    SECRET_MISSING = "SECRET_MISSING"
    NOT_THIS_CARD = "NOT_THIS_CARD"
    NOT_YET_READABLE = "NOT_YET_READABLE"
    NOT_IDENTITY_CARD = "NOT_IDENTITY_CARD"
    PHONE = "PHONE"
    EXPIRED = "EXPIRED"
    UNREADABLE = "UNREADABLE"
    NOT_AUTHENTIC = "NOT_AUTHENTIC"
    CARD_GONE = "CARD_GONE"
    READER_GONE = "READER_GONE"
    READER_BUSY = "READER_BUSY"
    SERVICE_STOPPED = "SERVICE_STOPPED"
    TIMED_OUT = "TIMED_OUT"
    CANCELLED = "CANCELLED"
    REFUSED_BY_CARD = "REFUSED_BY_CARD"


class ReadingError(Exception):
    """A reading ended without a result."""

    code: FailureCode
    message = ""

    def __init__(self, place: str = "") -> None:
        super().__init__(f"{self.code}: {place}" if place else self.code)
        self.place = place


class WrongSecretError(ReadingError):
    """The card compared the secret and refused it."""

    code = FailureCode.WRONG_SECRET

    def __init__(self, place: str, tries_left: int | None) -> None:
        super().__init__(place)
        self.tries_left = tries_left
        self.message = (
            "入力された番号が違います。"
            if tries_left is None
            else f"入力された番号が違います。あと{tries_left}回間違えると使えなくなります。"
        )


class LockedError(ReadingError):
    """No try is left; ``where`` says who can unlock it."""

    code = FailureCode.LOCKED

    def __init__(self, place: str, where: str) -> None:
        super().__init__(place)
        self.message = f"番号が続けて間違えられたため、ロックされています。{where}"


class LastTryError(ReadingError):
    """One try is left: the official must confirm before it is used."""

    code = FailureCode.LAST_TRY
    message = (
        "あと1回間違えるとロックされます。番号をご本人に確かめてから、もう一度行ってください。"
    )


class SecretMalformedError(ReadingError):
    """The secret cannot be right: it was not sent to the card."""

    code = FailureCode.SECRET_MALFORMED
    message = "番号のけた数か文字が違います。入力し直してください（カードの回数は減っていません）。"


class SecretMissingError(ReadingError):
    """What is wanted needs a secret that was not given."""

    code = FailureCode.SECRET_MISSING
    message = "読み取りに必要な番号が入力されていません。"


class NotThisCardError(ReadingError):
    """Another kind of card than was asked for."""

    code = FailureCode.NOT_THIS_CARD
    message = "指定された種類のカードではありません。"


class NotYetReadableError(ReadingError):
    """A kind of card that is known and that nothing here can read yet."""

    code = FailureCode.NOT_YET_READABLE
    message = (
        "この種類のカードの在留の情報はまだ読み取れません。"
        "マイナンバーカードとして読み取るか、券面を見て入力してください。"
    )


class NotIdentityCardError(ReadingError):
    """None of the kinds that can be read."""

    code = FailureCode.NOT_IDENTITY_CARD
    message = "本人確認に使えるカードではありません。"


class PhoneError(ReadingError):
    """A phone that plays a card, without what a card has."""

    code = FailureCode.PHONE
    message = "スマートフォンの券面情報はこのリーダーでは読めません。カードをお借りしてください。"


class ExpiredError(ReadingError):
    """The document is no longer valid."""

    code = FailureCode.EXPIRED
    message = "有効期限が切れています。"


class UnreadableError(ReadingError):
    """What the card answered is no answer: lengths, tags or characters are wrong."""

    code = FailureCode.UNREADABLE
    message = (
        "カードの内容を読み取れません。置き直しても読めないときは、券面を見て入力してください。"
    )


class NotAuthenticError(ReadingError):
    """A signature, a hash or a MAC does not match: the content may be forged or damaged."""

    code = FailureCode.NOT_AUTHENTIC
    message = (
        "カードの内容が署名と一致しません。偽造・破損のおそれがあります。券面を確かめてください。"
    )


class CardGoneError(ReadingError):
    """The card was taken away, reset or exchanged."""

    code = FailureCode.CARD_GONE
    message = "読み取りの途中でカードが離れました。もう一度置いて、終わるまで動かさないでください。"


class ReaderGoneError(ReadingError):
    """The reader was unplugged."""

    code = FailureCode.READER_GONE
    message = "カードリーダーが見つかりません。接続を確かめてください。"


class ReaderBusyError(ReadingError):
    """Another program holds the card for itself, or an earlier reading still waits for it."""

    code = FailureCode.READER_BUSY
    message = (
        "ほかのソフトがカードリーダーを使っているか、カードが応答していません。"
        "カードを外し、ほかのソフトを終えてから、もう一度行ってください。"
    )


class ServiceStoppedError(ReadingError):
    """The smart card service of the computer does not run."""

    code = FailureCode.SERVICE_STOPPED
    message = (
        "この端末のスマートカードのサービスが止まっています。システム管理者に連絡してください。"
    )


class TimedOutError(ReadingError):
    """The card did not answer in time."""

    code = FailureCode.TIMED_OUT
    message = "カードが応答しません。置き直してください。"


class CancelledError(ReadingError):
    """The official gave the reading up."""

    code = FailureCode.CANCELLED
    message = "読み取りを取りやめました。"


class RefusedByCardError(ReadingError):
    """The card refused a step with a status word that has no meaning of its own here."""

    code = FailureCode.REFUSED_BY_CARD
    message = "カードが読み取りに応じません。カードの種類と状態を確かめてください。"

    def __init__(self, place: str, status: int) -> None:
        super().__init__(f"{place} {status:04X}")
        self.status = status
