"""Problems and refusals as pages, as pieces of pages and as JSON."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from reviewer.model.errors import ReviewerError
from reviewer.web.forms import field_errors
from reviewer.web.pages import is_api, page, partial, wants_partial
from reviewer.web.problems import PLAIN, BeingWritten, LoginNeeded, PasswordChangeNeeded, Problem

LOGIN_PATH = "/login"
PASSWORD_PATH = "/password"  # noqa: S105 - a path

_CONFLICTS = frozenset({"conflict"})
"""Codes of refusals because of what others have done meanwhile."""
_UNAVAILABLE = frozenset({"workspace"})


class Refusal(BaseModel):
    """What the API says instead of an answer."""

    code: str
    message: str
    advice: str = ""
    fields: dict[str, str] = {}


def add_answers(app: FastAPI) -> None:
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _not_valid)
    app.add_exception_handler(ReviewerError, _refused)


def told_problem(request: Request, problem: Problem) -> Response:
    response = told(request, problem.status_code, problem.code, problem.title, problem.advice)
    if isinstance(problem, BeingWritten):
        response.headers["Retry-After"] = response.headers["Refresh"] = str(problem.again_seconds)
    return response


def told_defect(request: Request, number: str) -> Response:
    advice = (
        "Введённое могло не сохраниться: вернитесь назад и проверьте. Если ошибка повторится, сообщите разработчикам "
        f"её номер: {number}. По нему она найдётся в журнале программы; текста документов там нет."
    )
    return told(request, 500, "defect", "Внутренняя ошибка программы", advice)


def told(
    request: Request, status: int, code: str, title: str, advice: str, *, fields: dict[str, str] | None = None
) -> Response:
    if is_api(request):
        refusal = Refusal(code=code, message=title, advice=advice, fields=fields or {})
        return JSONResponse(refusal.model_dump(), status)
    if wants_partial(request):
        return partial(request, "_problem.html", status=status, title=title, advice=advice)
    return page(request, "problem.html", title=title, status=status, advice=advice, fields=fields or {})


def _http(request: Request, error: Exception) -> Response:
    if isinstance(error, LoginNeeded | PasswordChangeNeeded) and not is_api(request):
        return _to(request, LOGIN_PATH if isinstance(error, LoginNeeded) else PASSWORD_PATH)
    if isinstance(error, Problem):
        return told_problem(request, error)
    status = error.status_code if isinstance(error, HTTPException) else 500
    code, title, advice = PLAIN.get(status, PLAIN[400])
    response = told(request, status, code, title, advice)
    if isinstance(error, HTTPException) and error.headers:
        response.headers.update(error.headers)
    return response


def _to(request: Request, path: str) -> Response:
    """To the page that is needed first. Afterwards it leads back where reading that again does nothing."""
    wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    if request.method == "GET" and wanted != "/" and not wants_partial(request):
        path = f"{path}?next={quote(wanted, safe='')}"
    if wants_partial(request):
        return Response(status_code=204, headers={"HX-Redirect": path})
    return RedirectResponse(path, 303)


def _not_valid(request: Request, error: Exception) -> Response:
    code, title, advice = PLAIN[422]
    errors = list(error.errors()) if isinstance(error, RequestValidationError) else []
    if not is_api(request) and any(one["loc"][0] == "path" for one in errors):
        return told(request, 404, *PLAIN[404])
    return told(request, 422, code, title, advice, fields=field_errors(errors))


def _refused(request: Request, error: Exception) -> Response:
    if not isinstance(error, ReviewerError):
        raise error
    return told_refusal(request, error)


def told_refusal(request: Request, error: ReviewerError) -> Response:
    """What the program refuses with a message of its own."""
    code = error.code
    status = 409 if code in _CONFLICTS else 503 if code in _UNAVAILABLE else 422
    title = "Данные уже изменились" if status == 409 else "Не получилось"  # noqa: PLR2004 - as given above
    return told(request, status, code, title, str(error))
