"""The pages of accounts: signing in and out, and what people do with their own account."""

from django.urls import path

from edusmart.accounts.access import SignOut
from edusmart.accounts.web import (
    factor_pages,
    oidc,
    own_data,
    own_sessions,
    own_tokens,
    passwords,
    second_factor,
)
from edusmart.accounts.web.sign_in import SignIn, with_waiting_time

urlpatterns = [
    path("login/", with_waiting_time(SignIn.as_view()), name="login"),
    path("login/passkey/", second_factor.passkey_sign_in, name="passkey_sign_in"),
    path("login/passkey/options/", second_factor.passkey_options, name="passkey_options"),
    path("logout/", SignOut.as_view(), name="logout"),
    path("login/elsewhere/", oidc.start, name="oidc_start"),
    path("login/elsewhere/back/", oidc.back, name="oidc_back"),
    path("identities/connect/", oidc.connect, name="oidc_connect"),
    path("identities/<int:key>/disconnect/", oidc.disconnect, name="oidc_disconnect"),
    path("confirm/", second_factor.confirm, name="confirm"),
    path("second-factor/", second_factor.second_factor, name="second_factor"),
    path("second-factor/own/", factor_pages.factors, name="factors"),
    path("second-factor/app/", factor_pages.add_app, name="add_app"),
    path("second-factor/passkey/", factor_pages.add_passkey, name="add_passkey"),
    path("second-factor/passkey/options/", factor_pages.passkey_creation, name="passkey_creation"),
    path("second-factor/codes/", factor_pages.new_recovery_codes, name="new_recovery_codes"),
    path("second-factor/<str:kind>/<int:key>/remove/", factor_pages.remove, name="remove_factor"),
    path("password/own/", passwords.change_password, name="change_password"),
    path("password/pupil/", passwords.pupils_password, name="pupils_password"),
    path("password/forgotten/", passwords.AskByMail.as_view(), name="password_reset"),
    path("password/forgotten/sent/", passwords.AskedByMail.as_view(), name="password_reset_done"),
    path(
        "password/forgotten/<uidb64>/<token>/",
        passwords.SetByMail.as_view(),
        name="password_reset_confirm",
    ),
    path(
        "password/forgotten/done/", passwords.DoneByMail.as_view(), name="password_reset_complete"
    ),
    path("sessions/", own_sessions.own_sessions, name="own_sessions"),
    path("sessions/end/", own_sessions.end_all_others, name="end_other_sessions"),
    path("sessions/<str:name>/end/", own_sessions.end_one, name="end_session"),
    path("tokens/", own_tokens.own_tokens, name="own_tokens"),
    path("tokens/<int:key>/end/", own_tokens.end_token, name="end_token"),
    path("me/", own_data.own_data, name="own_data"),
    path("me/export/", own_data.export_oneself, name="export_oneself"),
    path("me/erase/", own_data.erase_oneself, name="erase_oneself"),
]
