#!/usr/bin/python3
"""Makes password-hashes.json: hashes of passwords, made by the programs whose hashes FlowservUsers takes over or recognises.
Makes htpasswd and django-users.json beside it, files of users as those programs write them, and keycloak-realm.json, which has
the form of a realm export of Keycloak, with hashes that Python's hashlib computes as Keycloak does.

Needs Debian's apache2-utils, python3-passlib, python3-django, python3-bcrypt and python3-argon2, and the .NET SDK:

    /usr/bin/python3 tests/vectors/make-password-hashes.py

Salts are random: another run gives other hashes of the same passwords. Costs are low where the program lets them be set.
"""
import base64
import hashlib
import json
import os
import subprocess
import tempfile
import uuid
import warnings

warnings.simplefilter("ignore")  # crypt is deprecated, and still the way to libxcrypt.
import crypt

import django.conf
from django.contrib.auth import hashers
from passlib import hash as passlib

PASSWORDS = ["correct horse battery staple", "a", "pässwörd", "日本語のパスワード", "😀🚀 emoji", " padded ", "dollar$and{brace}"]
IDENTITY_VERSIONS = {"10.0.15": "HMACSHA512", "6.0.5": "HMACSHA256"}

IDENTITY_PROGRAM = """
#:package Microsoft.Extensions.Identity.Core@{version}
#:property JsonSerializerIsReflectionEnabledByDefault=true
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

string[] Hash(PasswordHasherCompatibilityMode mode, int rounds, string[] passwords) =>
    [.. passwords.Select(password => new PasswordHasher<object>(Options.Create(
        new PasswordHasherOptions {{ CompatibilityMode = mode, IterationCount = rounds }})).HashPassword(new object(), password))];

string[] passwords = System.Text.Json.JsonSerializer.Deserialize<string[]>(Console.In.ReadToEnd())!;
Console.WriteLine(System.Text.Json.JsonSerializer.Serialize(new
{{
    v2 = Hash(PasswordHasherCompatibilityMode.IdentityV2, 1_000, passwords),
    v3 = Hash(PasswordHasherCompatibilityMode.IdentityV3, 1_000, passwords),
    usual = Hash(PasswordHasherCompatibilityMode.IdentityV3, new PasswordHasherOptions().IterationCount, passwords[..1]),
}}));
"""


def accepted():
    """Yields program, format, passwords and hashes of what FlowservUsers takes over."""
    yield "htpasswd -B -C 4", "bcrypt", PASSWORDS, [htpasswd("-B", "-C", "4", password=p) for p in PASSWORDS]
    yield "htpasswd -B", "bcrypt", PASSWORDS[:1], [htpasswd("-B", password=PASSWORDS[0])]
    for ident in "2a", "2b", "2y":
        bcrypt = passlib.bcrypt.using(rounds=4, ident=ident)
        yield f"passlib bcrypt {ident}", "bcrypt", PASSWORDS, [bcrypt.hash(p) for p in PASSWORDS]
    yield "passlib bcrypt, as Spring wraps it", "{bcrypt}", PASSWORDS[:3], ["{bcrypt}" + passlib.bcrypt.using(rounds=4, ident="2a").hash(p) for p in PASSWORDS[:3]]
    for name in "pbkdf2_sha256", "pbkdf2_sha512":
        handler = getattr(passlib, name)
        yield f"passlib {name}, 1000 rounds", name, PASSWORDS, [handler.using(rounds=1000).hash(p) for p in PASSWORDS]
        yield f"passlib {name}", name, PASSWORDS[:1], [handler.hash(PASSWORDS[0])]

    pbkdf2 = hashers.PBKDF2PasswordHasher()
    yield "django, 1000 iterations", "pbkdf2_sha256", PASSWORDS, [pbkdf2.encode(p, pbkdf2.salt(), iterations=1000) for p in PASSWORDS]
    yield "django", "pbkdf2_sha256", PASSWORDS[:1], [hashers.make_password(PASSWORDS[0])]
    bcrypt = hashers.BCryptPasswordHasher()
    bcrypt.rounds = 4
    yield "django bcrypt", "bcrypt$", PASSWORDS, [bcrypt.encode(p, bcrypt.salt()) for p in PASSWORDS]

    for version, algorithm in IDENTITY_VERSIONS.items():
        made = identity(version)
        yield f"Microsoft.Extensions.Identity.Core {version}, version 2", "HMACSHA1", PASSWORDS, made["v2"]
        yield f"Microsoft.Extensions.Identity.Core {version}, version 3, 1000 rounds", algorithm, PASSWORDS, made["v3"]
        yield f"Microsoft.Extensions.Identity.Core {version}, version 3", algorithm, PASSWORDS[:1], made["usual"]


def recognised():
    """Yields program, format, passwords and hashes of what is not taken over, but must not become a password by mistake."""
    p = PASSWORDS[0]
    for option, name in ("-m", "apr1"), ("-s", "{SHA}"), ("-2", "sha256crypt"), ("-5", "sha512crypt"):
        yield f"htpasswd {option}", name, [p], [htpasswd(option, password=p)]
    for prefix in "$1$", "$2x$", "$5$", "$6$", "$y$", "$gy$", "$7$":
        salt = "$2x$04$" + "." * 22 if prefix == "$2x$" else "$1$saltsalt" if prefix == "$1$" else crypt_salt(prefix)
        yield "crypt(3) of libxcrypt", prefix, [p], [crypt.crypt(p, salt)]
    for name in (
            "md5_crypt", "apr_md5_crypt", "sha1_crypt", "sha256_crypt", "sha512_crypt", "ldap_sha1", "ldap_salted_sha1", "ldap_md5",
            "ldap_salted_md5", "ldap_salted_sha256", "ldap_salted_sha512", "ldap_pbkdf2_sha256", "ldap_bcrypt", "ldap_sha512_crypt", "phpass",
            "pbkdf2_sha1", "scrypt", "argon2", "bcrypt_sha256", "atlassian_pbkdf2_sha1", "grub_pbkdf2_sha512", "django_salted_sha1",
            "django_salted_md5", "django_pbkdf2_sha1", "django_bcrypt_sha256", "mysql41", "mssql2000", "mssql2005", "sun_md5_crypt"):
        handler = getattr(passlib, name)
        yield "passlib", name, [p], [handler.hash(p)]
    yield "passlib", "phpass $H$", [p], [passlib.phpass.using(ident="$H$").hash(p)]
    for hasher in hashers.PBKDF2SHA1PasswordHasher(), hashers.Argon2PasswordHasher(), hashers.BCryptSHA256PasswordHasher():
        yield "django", hasher.algorithm, [p], [hasher.encode(p, hasher.salt())]


def htpasswd(*options, password):
    line = subprocess.run(["htpasswd", "-n", "-i", *options, "user"], input=password.encode(), capture_output=True, check=True).stdout
    return line.decode().strip().split(":", 1)[1]


def crypt_salt(prefix):
    import ctypes
    library = ctypes.CDLL("libcrypt.so.1")
    library.crypt_gensalt.restype = ctypes.c_char_p
    return library.crypt_gensalt(prefix.encode(), 0, os.urandom(24), 24).decode()


def identity(version):
    with tempfile.TemporaryDirectory() as folder:
        program = os.path.join(folder, "hash.cs")
        with open(program, "w") as file:
            file.write(IDENTITY_PROGRAM.lstrip().format(version=version))
        output = subprocess.run(["dotnet", "run", program], input=json.dumps(PASSWORDS).encode(), capture_output=True, check=True, cwd=folder).stdout
        return json.loads(output.decode().strip().splitlines()[-1])


def write_htpasswd():
    """Anna and bert have hashes that are taken over, carl and dora have not."""
    path = os.path.join(os.path.dirname(__file__), "htpasswd")
    open(path, "w").write("# The users of the intranet\n")
    for name, *options in ("anna", "-B"), ("bert", "-B", "-C", "6"), ("carl", "-m"), ("dora", "-s"):
        subprocess.run(["htpasswd", "-i", *options, path, name], input=PASSWORDS[0].encode(), check=True, capture_output=True)


def write_django_users():
    """Anna is active, bert is not, carl has no password, dora has one of a hasher that is not supported."""
    from django.contrib.auth.models import User
    from django.core.management import call_command
    call_command("migrate", verbosity=0)
    User.objects.create_user("anna", "anna@example.org", PASSWORDS[0])
    User.objects.create_user("bert", "bert@example.org", PASSWORDS[0], is_active=False)
    User.objects.create_user("carl", "carl@example.org")
    User.objects.create_user("dora", "dora@example.org", password=None).save()
    User.objects.filter(username="dora").update(password=hashers.Argon2PasswordHasher().encode(PASSWORDS[0], "saltsaltsaltsalt"))
    call_command("dumpdata", "auth.user", indent=1, output=os.path.join(os.path.dirname(__file__), "django-users.json"), verbosity=0)


def write_keycloak_realm():
    """Anna has a hash of 64 bytes as older versions write it, emil one of 32 bytes, bert is disabled, carl has Argon2, the client no password."""
    def user(name, algorithm, rounds, length, enabled=True):
        salt = os.urandom(16)
        function = algorithm.split("-")[1] if algorithm.startswith("pbkdf2-") else "sha256"
        value = hashlib.pbkdf2_hmac(function, PASSWORDS[0].encode(), salt, rounds, length)
        return {
            "id": str(uuid.uuid4()), "username": name, "email": f"{name}@example.org", "emailVerified": True, "enabled": enabled,
            "credentials": [{
                "id": str(uuid.uuid4()), "type": "password", "createdDate": 1740654903754,
                "secretData": json.dumps({"value": base64.b64encode(value).decode(), "salt": base64.b64encode(salt).decode(), "additionalParameters": {}}),
                "credentialData": json.dumps({"hashIterations": rounds, "algorithm": algorithm, "additionalParameters": {}})}],
            "requiredActions": [], "realmRoles": ["default-roles-intranet"], "notBefore": 0, "groups": []}
    users = [
        user("anna", "pbkdf2-sha256", 27500, 64), user("emil", "pbkdf2-sha256", 27500, 32), user("bert", "pbkdf2-sha512", 30000, 64, enabled=False),
        user("carl", "argon2", 5, 32),
        {"id": str(uuid.uuid4()), "username": "service-account-backup", "enabled": True, "serviceAccountClientId": "backup", "credentials": [], "notBefore": 0}]
    with open(os.path.join(os.path.dirname(__file__), "keycloak-realm.json"), "w") as file:
        json.dump({"id": str(uuid.uuid4()), "realm": "intranet", "enabled": True, "users": users}, file, indent=1)
        file.write("\n")


def rows(vectors):
    return [
        {"program": program, "format": form, "password": password, "hash": value}
        for program, form, passwords, hashes in vectors for password, value in zip(passwords, hashes, strict=True)]


django.conf.settings.configure(
    INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    DEFAULT_AUTO_FIELD="django.db.models.AutoField")
django.setup()
with open(os.path.join(os.path.dirname(__file__), "password-hashes.json"), "w") as target:
    json.dump({"accepted": rows(accepted()), "recognised": rows(recognised())}, target, indent=1)
    target.write("\n")
write_htpasswd()
write_django_users()
write_keycloak_realm()
