"""Every address: the site's own in ``claims.urls``; sign-in, administration, health and the icon here."""

from allauth.account import views as account
from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from claims.views import accounts, health
from claims.views.public import about

# One sign-in for all, so that one throttle guards all.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]  # as allauth documents it

urlpatterns = [
    path("", include("claims.urls")),
    path("accounts/login/", account.login, name="account_login"),
    path("accounts/logout/", account.logout, name="account_logout"),
    path("accounts/inactive/", account.account_inactive, name="account_inactive"),
    path("accounts/reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("accounts/password/change/", account.password_change, name="account_change_password"),
    path("accounts/password/set/", account.password_set, name="account_set_password"),
    path("accounts/once/<uidb64>/<token>/", accounts.sign_in_once, name="sign_in_once"),
    path("admin/", admin.site.urls),
    path("favicon.ico", about.favicon, name="favicon"),
    path("healthz", health.process_up, name="healthz"),
    path("readyz", health.ready, name="readyz"),
]

handler400 = "claims.views.errors.bad_request"
handler404 = "claims.views.errors.page_not_found"
handler500 = "claims.views.errors.server_error"
