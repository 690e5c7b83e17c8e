"""The pages of accounts: signing in and out, and what people do with their own account."""

from django.urls import path

from edusmart.accounts.access import SignOut
from edusmart.accounts.web import factor_pages, own_data, second_factor
from edusmart.accounts.web.sign_in import SignIn, with_waiting_time

urlpatterns = [
    path("login/", with_waiting_time(SignIn.as_view()), name="login"),
    path("login/passkey/", second_factor.passkey_sign_in, name="passkey_sign_in"),
    path("login/passkey/options/", second_factor.passkey_options, name="passkey_options"),
    path("logout/", SignOut.as_view(), name="logout"),
    path("confirm/", second_factor.confirm, name="confirm"),
    path("second-factor/", second_factor.second_factor, name="second_factor"),
    path("second-factor/own/", factor_pages.factors, name="factors"),
    path("second-factor/app/", factor_pages.add_app, name="add_app"),
    path("second-factor/passkey/", factor_pages.add_passkey, name="add_passkey"),
    path("second-factor/passkey/options/", factor_pages.passkey_creation, name="passkey_creation"),
    path("second-factor/codes/", factor_pages.new_recovery_codes, name="new_recovery_codes"),
    path("second-factor/<str:kind>/<int:key>/remove/", factor_pages.remove, name="remove_factor"),
    path("me/", own_data.own_data, name="own_data"),
    path("me/export/", own_data.export_oneself, name="export_oneself"),
    path("me/erase/", own_data.erase_oneself, name="erase_oneself"),
]
