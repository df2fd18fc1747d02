"""Made-up inventories in the forms that `interdict inventory` reads, of any number of lines."""
import json

WORDS = ("lib open net core data image font video audio crypt math graph text python perl kernel "
         "server client tools dev").split()
MAKERS = ("Harbor Software GmbH", "Northwind Labs", "Contoso Ltd", "Acme Systems Inc.",
          "Blue Quartz SA", "Tanaka Works", "Orion Data BV", "Larsen and Daughters")


def name(number):
    return f"{WORDS[number % 20]}{WORDS[number // 20 % 20]}{number}"


def maker(number):
    """Some makers make much, and one in twenty components has one of its own."""
    return MAKERS[number % 8] if number % 20 else f"{name(number).title()} Software"


def cyclonedx(count):
    return json.dumps({"bomFormat": "CycloneDX", "specVersion": "1.5", "components": [
        {"type": "library", "name": name(i), "version": f"{i % 9}.{i % 7}", "publisher": maker(i),
         "purl": f"pkg:deb/debian/{name(i)}@{i % 9}.{i % 7}",
         "cpe": f"cpe:2.3:a:{WORDS[i % 20]}:{name(i)}:{i % 9}.{i % 7}:*:*:*:*:*:*:*"}
        for i in range(count)]}).encode()


def dpkg(count):
    return "".join(
        f"Package: {name(i)}\nStatus: install ok installed\nMaintainer: {maker(i)} "
        f"<{WORDS[i % 20]}@example.org>\nArchitecture: amd64\nVersion: {i % 9}.{i % 7}-1\n"
        f"Description: the {WORDS[i % 20]} of {WORDS[i % 7]}\n\n" for i in range(count)).encode()


def csv(count):
    """A hundred programs a host."""
    rows = ["host,name,publisher,driver"]
    rows += [f"host{i // 100},{name(i % 997)},{maker(i % 997)},{WORDS[i % 20]}.sys"
             for i in range(count)]
    return "\n".join(rows).encode() + b"\n"


def proxy_log(count):
    """Squid's own form."""
    return "".join(
        f"{1719200000 + i}.123 42 10.0.{i % 200}.{i % 251} TCP_MISS/200 {i % 9000} GET "
        f"http://www.{name(i % 5003)}.example.com/a/{i % 77} - DIRECT/192.0.2.7 text/html\n"
        for i in range(count)).encode()


FORMS = (("CycloneDX", ".json", cyclonedx, 100000), ("dpkg status", ".status", dpkg, 100000),
         ("csv of hosts", ".csv", csv, 100000), ("proxy log", ".log", proxy_log, 1000000))
