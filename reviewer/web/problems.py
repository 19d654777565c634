"""What goes wrong between a browser and the workplace, each told in Russian: what happened and what to do.

Problem                  an HTTP status with a title and advice
├── LoginNeeded          401: nobody is logged in
├── WrongPassword        401
├── PasswordChangeNeeded 403: the password was given by somebody else
├── Forbidden            403: not in this role
├── ForeignOrigin        403: another site's page sent the form
├── ForeignHost          421: the program is asked for under a name that it does not answer to
├── NotFound             404
├── BodyTooLarge         413
├── TooManyAttempts      429: wrong passwords
└── BeingWritten         503: a document that is asked for is made now
"""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException


class Problem(HTTPException):
    """`title`: what happened; `advice`: what to do; `code`: stable, for programs."""

    status = 500
    code = "problem"
    title = "Что-то пошло не так"
    advice = "Вернитесь назад и попробуйте ещё раз."

    def __init__(self, advice: str | None = None) -> None:
        HTTPException.__init__(self, self.status, self.title)
        self.message = self.title
        if advice is not None:
            self.advice = advice


class LoginNeeded(Problem):
    status = 401
    code = "login-needed"
    title = "Нужно войти"
    advice = "Войдите под своим именем: вы ещё не входили, или сеанс закончился."


class WrongPassword(Problem):
    """The same for an unknown login, a wrong password and a blocked account: it gives nothing away."""

    status = 401
    code = "wrong-password"
    title = "Войти не удалось"
    advice = "Имя или пароль не подходят. Проверьте раскладку клавиатуры; забытый пароль сменит администратор."


class PasswordChangeNeeded(Problem):
    status = 403
    code = "password-change-needed"
    title = "Смените пароль"
    advice = "Пароль вам выдали. Прежде чем работать, задайте свой."


class Forbidden(Problem):
    status = 403
    code = "forbidden"
    title = "Эта страница не для вашей роли"
    advice = "Если она нужна вам для работы, попросите администратора изменить вашу роль."


class ForeignOrigin(Problem):
    status = 403
    code = "foreign-origin"
    title = "Запрос пришёл не с этой программы"
    advice = "Ничего не изменено. Откройте страницу программы заново и повторите действие на ней."


class ForeignHost(Problem):
    status = 421
    code = "foreign-host"
    title = "Программа не знает такого адреса"
    advice = "Откройте её по адресу, который она напечатала при запуске, или назовите этот: reviewer serve --name."


class NotFound(Problem):
    status = 404
    code = "not-found"
    title = "Такой страницы нет"
    advice = "Возможно, адрес набран с ошибкой, или то, о чём она была, удалено. Начните с главной страницы."


class BodyTooLarge(Problem, MultiPartException):
    """The framework's reader of uploads knows it for its own, and closes the files that it has begun."""

    status = 413
    code = "too-large"
    title = "Слишком большой запрос"
    advice = "Ничего не сохранено. Загружайте файлы частями, каждую отдельно."


class TooManyAttempts(Problem):
    status = 429
    code = "too-many-attempts"
    title = "Слишком много попыток входа"
    advice = "Подождите несколько минут и попробуйте ещё раз."


class BeingWritten(Problem):
    """Whoever waits for a document asks again: a browser by itself, a program when it is told to."""

    status = 503
    code = "being-written"
    title = "Документ составляется"
    advice = "Это займёт несколько секунд. Страница обновится сама, и документ скачается."
    again_seconds = 2


PLAIN = {
    400: ("bad-request", "Запрос не разобран", "Откройте страницу заново и повторите действие."),
    405: ("not-allowed", "Так эту страницу не открыть", "Начните с главной страницы."),
    422: ("not-valid", "Данные не приняты", "Вернитесь назад, проверьте поля и отправьте ещё раз."),
    **{one.status: (one.code, one.title, one.advice) for one in (LoginNeeded, Forbidden, NotFound, BodyTooLarge)},
}
"""Code, title and advice of the statuses that the framework itself gives."""
