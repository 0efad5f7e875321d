"""HTTP statuses as failures: what each means for the next call, and in words."""

from __future__ import annotations

from datetime import UTC, datetime

from polyloom.messages import message, translatable
from polyloom.mt.api.engine_contract import Failure, FailureKind

_KINDS = {
    401: FailureKind.CONFIGURATION,
    402: FailureKind.QUOTA,
    403: FailureKind.CONFIGURATION,
    404: FailureKind.CONFIGURATION,
    405: FailureKind.CONFIGURATION,
    408: FailureKind.RETRY,
    425: FailureKind.RETRY,
    429: FailureKind.RETRY,
    456: FailureKind.QUOTA,  # DeepL's own.
}
_WORDS = {
    401: translatable("{service} does not accept the key"),
    402: translatable("{service} wants to be paid first"),
    403: translatable("{service} refuses access: look at the key"),
    404: translatable("{service} has nothing at this address: look at the url"),
    413: translatable("{service} finds the text too long"),
    414: translatable("{service} finds the text too long"),
    429: translatable("{service} takes no more requests for now"),
    456: translatable("{service} has no characters left on this account"),
}
_OTHERWISE = translatable("{service} answered with status {status}")


def status_failure(service: str, status: int, retry_after: str = "") -> Failure | None:
    """The failure that a status is, or None where it is none (200)."""
    if status == 200:
        return None
    if 300 <= status < 400:
        return Failure(
            message(
                "{service} answers from another address, which is not followed: look at the url",
                service=service,
            ),
            FailureKind.CONFIGURATION,
        )
    # A success without the whole answer (204, 206) is a fault of the service as well.
    is_fault = status < 300 or status >= 500
    otherwise = FailureKind.RETRY if is_fault else FailureKind.REFUSED
    words = _WORDS.get(status, _OTHERWISE)
    return Failure(
        message(words, service=service, status=status),
        _KINDS.get(status, otherwise),
        retry_after_seconds(retry_after, datetime.now(UTC)),
        may_be_one_text=status == 500 or status < 300,
        status=status,
    )


def retry_after_seconds(retry_after: str, now: datetime) -> float | None:
    """Seconds from a ``Retry-After`` header, a number or a date (RFC 9110, 10.2.3), or None.

    >>> retry_after_seconds("7", datetime(2026, 11, 23, tzinfo=UTC))
    7.0
    """
    if retry_after.strip().isdecimal():
        return float(retry_after)
    # On use: every command reads the engines' settings, and few meet a busy service.
    from email.utils import parsedate_to_datetime

    try:
        moment = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())
