#!/usr/bin/env python3
"""Software inventories, through the real program: the acceptance stories S37 to S43, every format,
the real inventories, and what must not be found.

usage: inventory.py BINARY
"""
import csv
import io
import json
import os
import sys

from program import ROOT, Home, cases

EXAMPLES = os.path.join(ROOT, "examples", "inventory")
REAL = os.environ.get("INTERDICT_TEST_DATA") or os.path.join(ROOT, "..", "shared", "data")
ICTS = "ICTS-2021-002"
STATUTE = "NDAA-2018-1634"
PART_B = "NDAA-2019-889"


def inventory(home, path, *options, statuses=(0, 1)):
    """The decisions on one file."""
    return home.run("inventory", "--json", *options, path).expect(*statuses).json_lines()


def one(home, content, *options, name="host.csv", statuses=(0, 1)):
    decisions = inventory(home, home.write(name, content), *options, statuses=statuses)
    cases.equal(len(decisions), 1, "decisions")
    return decisions[0]


def listings(finding):
    return [{**finding, "full": finding["full_effect"]}, *finding["listings"]]


def programs(decision, effect):
    """Programmes whose measures have an effect."""
    return {tag for finding in decision["findings"] for listing in listings(finding)
            if listing["effect"] == effect for tag in listing["listing"]["programs"]}


def barred(decision, word):
    """Of the migration list the rows that hold a word."""
    return [row for product in decision["migration"] for row in product["barred"]
            if word in row["what"]]


def ids(decision):
    return sorted(finding["entity"]["id"] for finding in decision["findings"])


# ------------------------------------------------------------------ stories

APPLIANCE = "name,publisher\nMail Filter Powered by Kaspersky,Some Vendor\n"
DRIVER = "name,driver\nfile system filter,klif.sys\n"


def s37_embedded_engine(home):
    before = one(home, APPLIANCE, "--activity", "sale", "--as-of", "2024-08-01")
    cases.equal(before["verdict"], "info")
    cases.equal(ids(before), ["products:kaspersky.embedded"])
    row = next(row for row in barred(before, "another maker") if row["applies"] == "not yet")
    cases.equal(row["since"], "2024-09-29T04:00:00Z", "the cut-off ahead")
    after = one(home, APPLIANCE, "--activity", "sale", "--as-of", "2024-10-01")
    cases.equal(after["verdict"], "prohibited")
    cases.equal(programs(after, "prohibited"), {ICTS})


def products_with_the_engine_built_in(home):
    """Makers that embed it, by name where that is documented: certain, or a person is asked."""
    sold = ("--activity", "sale", "--as-of", "2024-10-01")
    for name, verdict, key in (
            ("Parallels Internet Security Powered by Kaspersky", "prohibited", "embedded"),
            ("SRX UTM feature-profile anti-virus kaspersky-lab-engine", "prohibited",
             "embedded_junos"),
            ("Parallels Plesk Panel Antivirus Powered by Kaspersky, 5 Mailboxes", "prohibited",
             "embedded_plesk"),
            ("Halon SPG 2.1.2", "review", "embedded_halon"),
            ("Microsoft Forefront Threat Management Gateway", "review", "embedded_forefront")):
        decision = one(home, f'name,publisher\n"{name}",Some Vendor\n', *sold)
        cases.equal((decision["verdict"], ids(decision)), (verdict, [f"products:kaspersky.{key}"]),
                    name)
    decision = one(home, "name,publisher\nUltraAV,Pango\nJunos OS,Juniper Networks\n", *sold)
    cases.equal((decision["verdict"], decision["findings"]), ("clear", []), "not by their names")


def s38_driver_on_a_private_host(home):
    decision = one(home, DRIVER, "--as-of", "2025-03-01")
    cases.equal(decision["verdict"], "info", decision["reason"])
    cases.equal(ids(decision), ["products:kaspersky.endpoint"])
    finding = decision["findings"][0]
    cases.equal(finding["product"]["risks"], ["endpoint_security", "kernel_driver"])
    sign = finding["product"]["components"][0]["signs"][0]
    cases.equal((sign["kind"], sign["value"], sign["field"]), ("driver", "klif.sys", "driver"))
    cases.equal(finding["product"]["components"][0]["line"], 2)
    updates = barred(decision, "signature updates")
    cases.equal([(row["since"], row["applies"]) for row in updates],
                [("2024-09-29T04:00:00Z", "depends")], "updates are barred")
    cases.contains(json.dumps(decision), "Continued private use is not penalised")


def s39_driver_at_an_agency_and_a_contractor(home):
    agency = one(home, DRIVER, "--user", "federal", "--as-of", "2018-10-01")
    cases.equal(agency["verdict"], "prohibited")
    cases.contains(programs(agency, "prohibited"), STATUTE)
    cases.contains(agency["findings"][0]["authority"], "1634")
    earlier = one(home, DRIVER, "--user", "federal", "--as-of", "2018-09-30")
    cases.true(STATUTE not in programs(earlier, "prohibited"), "before 1 October 2018")
    contractor = one(home, DRIVER, "--user", "contractor", "--as-of", "2025-03-03")
    cases.equal(contractor["verdict"], "prohibited")
    owed = {row["what"]: row["due"] for row in contractor["findings"][0]["obligations"]}
    cases.equal(owed.get("report_covered_article"), "2025-03-06", "three business days")


def s40_client_of_a_scanner(home):
    path = os.path.join(EXAMPLES, "mail-gateway.cdx.json")
    for user in ("private", "federal", "contractor"):
        decision = inventory(home, path, "--user", user, "--as-of", "2025-03-01")[0]
        cases.equal((decision["verdict"], decision["open"]), ("info", None), user)
        cases.equal(ids(decision), ["products:kaspersky.client"])
        cases.contains(decision["findings"][0]["notes"][0]["text"], "No covered article by itself")
        cases.equal(decision["findings"][0]["product"]["components"][0]["place"],
                    "/components/0/components/0")


def s41_exempt_service(home):
    decision = one(home, "name,publisher\nKaspersky Threat Intelligence,Kaspersky Lab\n",
                   "--as-of", "2025-03-01")
    cases.equal(decision["verdict"], "info")
    cases.equal(ids(decision), ["products:kaspersky.threat_intelligence"])
    cases.equal(decision["migration"], [])
    cases.contains(json.dumps(decision), "exempt from the Commerce prohibition")


def s42_no_nexus(home):
    decision = one(home, DRIVER, "--nexus", "none", "--as-of", "2025-03-01")
    cases.equal((decision["verdict"], decision["open"]), ("info", None))
    cases.equal(decision["migration"], [], "nothing US law bars there")


def s43_camera_at_a_contractor(home):
    path = os.path.join(EXAMPLES, "warehouse.csv")
    decision = inventory(home, path, "--user", "contractor", "--as-of", "2021-01-15")[0]
    cases.equal(decision["verdict"], "prohibited")
    cases.equal(decision["subject"]["host"], "warehouse")
    cases.equal(ids(decision), ["products:hikvision.hikvision"])
    cases.equal(programs(decision, "prohibited"), {PART_B})
    cases.contains(decision["findings"][0]["authority"], "889(a)(1)(B)")
    before = inventory(home, path, "--user", "contractor", "--as-of", "2020-08-12")[0]
    cases.equal(before["verdict"], "info", "before Part B")
    private = inventory(home, path, "--as-of", "2021-01-15")[0]
    cases.equal(private["verdict"], "info", "private use")


def s34_new_licence(home):
    premium = "name,publisher\nKaspersky Premium,Kaspersky\n"
    for instant, verdict in (("2024-07-19T23:59 EDT", "info"), ("2024-07-20T00:00 EDT",
                                                                "prohibited")):
        decision = one(home, premium, "--activity", "license", "--as-of", instant)
        cases.equal(decision["verdict"], verdict, instant)


def s35_contacts_by_their_own_time(home):
    line = "{} 10.0.4.17 GET http://p07.upd.kaspersky.com/bases/ 200\n"
    for instant, verdict in (("2024-09-29T03:59:59Z", "info"), ("2024-09-29T04:00:00Z",
                                                                "prohibited")):
        decision = one(home, line.format(instant), "--as-of", "2025-03-01", name="proxy.log")
        cases.equal(decision["verdict"], verdict, instant)
        product = decision["findings"][0]["product"]
        cases.equal((product["contact"], product["activity"]), (True, "update"))
        cases.equal(product["components"][0]["place"], "10.0.4.17", "the client")
    decision = inventory(home, os.path.join(EXAMPLES, "dns.log"), "--as-of", "2025-03-01")[0]
    cases.equal(ids(decision), ["products:kaspersky.ksn", "products:kaspersky.update_service"])
    cases.equal(decision["verdict"], "prohibited")


def s36_resale(home):
    boxes = "name\nKaspersky Plus\n"
    for day, verdict in (("2024-09-28", "info"), ("2024-09-29", "prohibited")):
        decision = one(home, boxes, "--activity", "resale", "--as-of", day)
        cases.equal(decision["verdict"], verdict, day)


# ------------------------------------------------------------------ files

def example_fleet(home):
    names = sorted(os.listdir(EXAMPLES))
    paths = [os.path.join(EXAMPLES, name) for name in names]
    table = os.path.join(home.work, "migration.csv")
    result = home.run("inventory", "--json", "--summary", "--migration", table, "--user",
                      "contractor", "--as-of", "2025-03-03", *paths).expect(1)
    *decisions, fleet = result.json_lines()
    verdicts = {os.path.basename(d["subject"]["source"]): d["verdict"] for d in decisions}
    cases.equal(verdicts, {"accounting-pc.reg": "prohibited", "developer-mac.json": "clear",
                           "dns.log": "prohibited", "file-server.dpkg": "prohibited",
                           "mail-gateway.cdx.json": "info", "warehouse.csv": "prohibited"})
    cases.equal(fleet["fleet"]["hosts"], 6)
    cases.equal(fleet["fleet"]["verdicts"]["prohibited"], 4)
    products = {product["product"]: product for product in fleet["fleet"]["products"]}
    cases.equal([os.path.basename(h) for h in products["kaspersky.network_agent"]["hosts"]],
                ["file-server.dpkg"])
    with open(table, encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    agent = [row for row in rows if row["product"] == "Kaspersky Security Center Network Agent"]
    cases.true(any(row["applies"] == "yes" and row["since"] == "2018-10-01" for row in agent),
               f"the migration list: {agent}")
    text = home.run("inventory", "--user", "contractor", "--as-of", "2025-03-03", *paths).expect(1)
    cases.contains(text.out, "FLEET  6 hosts")
    folder = home.run("inventory", "--user", "contractor", "--as-of", "2025-03-03", EXAMPLES)
    cases.equal(folder.expect(1).out, text.out, "a folder stands for its files")


def hosts_of_one_file(home):
    content = "Computer,Name,Publisher\nPC-1,x,Kaspersky Lab\nPC-2,vim,Bram\nPC-1,y,\n"
    decisions = inventory(home, home.write("fleet.csv", content), "--user", "federal")
    cases.equal([(d["subject"]["host"], d["subject"]["components"], d["verdict"])
                 for d in decisions], [("PC-1", 2, "prohibited"), ("PC-2", 1, "clear")])


def mapping_and_format(home):
    content = "Was,Von wem\nScanner,AO Kaspersky Lab\n"
    path = home.write("liste.csv", content)
    result = home.run("inventory", path).expect(2)
    cases.contains(result.err, "--map")
    decision = inventory(home, path, "--map", "Von wem=publisher", "--user", "federal")[0]
    cases.equal(decision["verdict"], "prohibited")
    decision = one(home, "DeviceName,ApplicationName,ApplicationPublisher\nPC,Scanner,Kaspersky\n",
                   "--user", "federal")
    cases.equal(decision["verdict"], "prohibited", "headings of device managers")
    decision = one(home, "host,Irgendwas\nPC,Kaspersky Endpoint Security\n", "--user", "federal")
    cases.equal((decision["verdict"], decision["open"]), ("review", "prohibited"),
                "an unknown column is not passed over")
    decision = one(home, '[{"name":"kesl","version":"12.0"},{"name":"vim","version":"9"}]',
                   "--user", "federal", name="packages.json")
    cases.equal(decision["verdict"], "prohibited", "packages of osquery")
    decision = one(home, "klhk.sys\n", "--format", "lines", name="drivers.txt")
    cases.equal(ids(decision), ["products:kaspersky.endpoint"])
    cases.contains(home.run("inventory", "--formats").expect(0).out, "windows_registry")


def packed_and_from_standard_input(home):
    result = home.run("inventory", "--json", "-", stdin=DRIVER).expect(0)
    cases.equal(result.json_lines()[0]["subject"]["source"], "-")
    buffer = io.BytesIO()
    import gzip
    import zipfile
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("a.csv", DRIVER)
        package.writestr("b.csv", "name\nvim\n")
    decisions = inventory(home, home.write("fleet.zip", buffer.getvalue()))
    cases.equal([d["verdict"] for d in decisions], ["info", "clear"])
    decision = one(home, gzip.compress(DRIVER.encode()), name="host.csv.gz")
    cases.equal(ids(decision), ["products:kaspersky.endpoint"])


def what_cannot_be_read_is_never_clear(home):
    for name, content, part in (
            ("a.json", '{"bomFormat":"CycloneDX",\n"components":[}', "line 2"),
            ("b.xml", '<bom xmlns="http://cyclonedx.org/schema/bom/1.5">\n<a>', "line 2"),
            ("c.xml", '<!DOCTYPE bom [<!ENTITY x "y">]><bom xmlns="http://cyclonedx.org/schema/'
                      'bom/1.5">&x;</bom>', "DOCTYPE"),
            ("d.bin", bytes(range(256)), "no inventory"),
            ("e.txt", "", "empty")):
        decision = one(home, content, name=name, statuses=(2,))
        cases.equal(decision["verdict"], "not_screened", name)
        cases.contains(decision["reason"], part, name)
    decision = one(home, "name,publisher\nvim,Bram\nbroken\n", statuses=(2,))
    cases.equal((decision["verdict"], decision["subject"]["unread"]), ("not_screened", 1))
    cases.equal(decision["anomalies"][0]["where"], "line 3")
    decision = one(home, "name,publisher\nx,Kaspersky\nbroken\n", "--user", "federal")
    cases.equal(decision["verdict"], "prohibited", "what was found stays found")
    missing = home.run("inventory", "--json", "nothing-here.csv").expect(2)
    cases.equal(missing.json_lines()[0]["verdict"], "not_screened")
    both = home.run("inventory", "--json", "nothing-here.csv", home.write("a.csv", "name\nvim\n"))
    both.expect(1)
    cases.equal([d["verdict"] for d in both.json_lines()], ["not_screened", "clear"])


APT = "Listing...\nbash/stable,now 5.2 amd64 [installed]\nkesl/now 12.0 amd64 [installed,local]\n"
SERVICES = ("\r\nИмя_службы: klnagent\r\nВыводимое_имя: Агент администрирования\r\n"
            "        Тип                : 10  WIN32_OWN_PROCESS\r\n"
            "        Состояние          : 4  RUNNING\r\n")
DRIVERS = ("Microsoft-PnP-Dienstprogramm\r\n\r\nVeröffentlichter Name:  oem5.inf\r\n"
           "Originalname:  klim6.inf\r\nAnbietername:  Kaspersky Lab\r\n"
           "Klassenname:  Netzwerkdienst\r\nTreiberversion:  21.06.2020 30.50.0.1\r\n")
TAG = ('<SoftwareIdentity xmlns="http://standards.iso.org/iso/19770/-2/2015/schema.xsd" name="AV" '
       'tagId="t" version="1"><Entity name="AO Kaspersky Lab" regid="kaspersky.com" '
       'role="softwareCreator"/></SoftwareIdentity>')
PROFILE = ("Applications:\n\n    Security:\n\n      Version: 21.1\n      Signed by: Developer ID "
           "Application: Kaspersky Lab UK Limited (2Y8XE5CQ94)\n")
LIST = "\r\nDisplayName : Kaspersky Premium\r\nPublisher   : Kaspersky\r\n"


def listings_of_tools(home):
    """What systems print themselves, in the language and code page of the machine."""
    for content, kind in ((APT, "apt_list"), (SERVICES.encode("cp866"), "sc_query"),
                          (SERVICES.encode("utf-16"), "sc_query"),
                          (DRIVERS.encode("cp850"), "pnputil"), (TAG, "swid"),
                          (PROFILE, "macos_text"), (LIST.encode("utf-16"), "properties")):
        decision = one(home, content, "--user", "federal", "--as-of", "2025-03-01", name="list")
        cases.equal(decision["subject"]["format"], kind)
        cases.equal(decision["verdict"], "prohibited", (kind, decision["reason"]))
        cases.equal(programs(decision, "prohibited"), {STATUTE, "BOD-17-01"}, kind)


def pages_nobody_reads(home):
    """A file of which only the ASCII is read is not clear."""
    content = ('REGEDIT4\r\n\r\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\'
               'Uninstall\\x]\r\n"DisplayName"="卡巴斯基反病毒软件"\r\n')
    decision = one(home, content.encode("gbk"), name="a.reg", statuses=(2,))
    cases.equal(decision["verdict"], "not_screened")
    decision = one(home, content.replace("REGEDIT4", "Windows Registry Editor Version 5.00")
                   .encode("utf-16"), name="b.reg")
    cases.true(decision["verdict"] != "not_screened", "the same in UTF-16 is read")


def rows_of_proxies(home):
    """A row with a host and a time is judged by the law of that time, whoever wrote it."""
    for before, after in (
            ('ts,client,url\nSat Sep 28 12:00:00 2024,10.0.0.5,ksn.kaspersky-labs.com:443\n',
             'ts,client,url\nTue Oct 01 12:00:00 2024,10.0.0.5,ksn.kaspersky-labs.com:443\n'),
            ('{"ts":1727524800.5,"id.orig_h":"10.0.0.5","query":"ksn.kaspersky-labs.com"}\n',
             '{"ts":1727784000.5,"id.orig_h":"10.0.0.5","query":"ksn.kaspersky-labs.com"}\n'),
            ("2024-09-28 12:00:00,10.0.0.5,ksn.kaspersky-labs.com\n",
             "2024-10-01 12:00:00,10.0.0.5,ksn.kaspersky-labs.com\n")):
        decision = one(home, before, "--as-of", "2025-03-01", name="proxy")
        cases.equal(decision["verdict"], "info", before)
        decision = one(home, after, "--as-of", "2025-03-01", name="proxy")
        cases.equal(decision["verdict"], "prohibited", after)
        cases.equal(decision["findings"][0]["product"]["components"][0]["place"], "10.0.0.5", after)


def same_bytes(home):
    path = os.path.join(EXAMPLES, "accounting-pc.reg")
    first = home.run("inventory", "--json", "--as-of", "2025-03-01", path).out
    cases.equal(first, home.run("inventory", "--json", "--as-of", "2025-03-01", path).out)
    explained = home.run("explain", home.write("d.json", first)).expect(0).out
    cases.contains(explained, "the inventory")


def as_the_schema_says(home):
    try:
        import jsonschema
    except ImportError:
        cases.skip("python3-jsonschema is not installed")
    schemas = os.path.join(ROOT, "docs", "schema")
    with open(os.path.join(schemas, "decision.schema.json"), encoding="utf-8") as handle:
        schema = json.load(handle)
    with open(os.path.join(schemas, "fleet.schema.json"), encoding="utf-8") as handle:
        fleet = json.load(handle)
    paths = [os.path.join(EXAMPLES, name) for name in sorted(os.listdir(EXAMPLES))]
    *decisions, summary = home.run("inventory", "--json", "--summary", *paths).json_lines()
    home.add_sdn("2024-06-21").expect(0)
    decisions.append(one(home, "name,publisher\nScanner,Logarcheo S.A.\n"))
    for decision in [*decisions, one(home, "", name="empty.txt", statuses=(2,))]:
        jsonschema.validate(decision, schema)
    jsonschema.validate(summary, fleet)


def listed_publishers(home):
    """Publishers are screened where lists are loaded; a dealing is weighed in full."""
    rows = "name,publisher\nScanner,Logarcheo S.A.\nEditor,Bram Moolenaar\n"
    cases.equal(one(home, rows)["verdict"], "clear", "without lists")
    home.add_sdn("2024-06-21").expect(0)
    decision = one(home, rows, "--as-of", "2024-07-01")
    cases.equal((decision["verdict"], decision["open"]), ("review", "block"), decision["reason"])
    cases.equal(ids(decision), ["us_ofac_sdn:8214"])
    found = decision["findings"][0]
    cases.equal(found["notes"][0]["text"],
                'Named as publisher: "Logarcheo S.A.", of Scanner, line 2.', "where")
    cases.equal([listed["id"] for listed in decision["lists"]], ["us_ofac_sdn"])
    cases.equal(one(home, rows, "--as-of", "2024-07-01", "--activity", "license")["verdict"],
                "block", "a licence is bought of it")
    cases.equal(one(home, rows.replace("Logarcheo S.A.", "Logar"))["verdict"], "clear")
    path = home.write("host.csv", rows)
    told = home.run("inventory", "--as-of", "2024-07-01", path, path).expect(1).out
    cases.contains(told, "LOGARCHEO S.A., listed as us_ofac_sdn:8214")


# ------------------------------------------------------------------ real inventories

def real(*parts):
    path = os.path.join(REAL, *parts)
    if not os.path.exists(path):
        cases.skip(f"no {'/'.join(parts)} in the folder of real data")
    return path


def count_nested(components):
    return sum(1 + count_nested(c.get("components", [])) for c in components)


def own_count(path):
    """Components as counted here, without the program."""
    name = os.path.basename(path)
    with open(path, "rb") as handle:
        content = handle.read()
    if name.endswith(".reg"):
        text = content.decode("utf-16")
        return sum("\n\"" in key for key in text.split("\n[")[1:])
    if name.endswith(".xml"):
        return content.decode().count("<component ") - 1  # one is what the document is about
    if name.startswith("cdx"):
        return count_nested(json.loads(content).get("components", []))
    if "spdx3" in name:
        return sum(e.get("type") == "software_Package" for e in json.loads(content)["@graph"])
    if name.startswith("spdx"):
        return len(json.loads(content)["packages"])
    if name == "pacman":
        return content.count(b"Name            :")
    return len([line for line in content.splitlines() if line.strip()])


def real_inventories(home):
    """All are read whole, and nothing is found in them, with lists or without."""
    folder = real("software")
    home.add_sdn("2026-04-23").expect(0)
    counted = {}
    for kind in ("inventory", "sbom"):
        for name in sorted(os.listdir(os.path.join(folder, kind))):
            path = os.path.join(folder, kind, name)
            decision = inventory(home, path, "--user", "federal", statuses=(0,))[0]
            cases.equal(decision["findings"], [], name)
            cases.equal(decision["subject"]["unread"], 0, name)
            counted[name] = decision["subject"]["components"]
            cases.equal(counted[name], own_count(path), name)
    cases.equal((counted["dpkg"], counted["rpm"]), (17, 10), "as SOURCES.md says")


def real_registry_environment(home):
    path = real("kaspersky", "kts_21.2_registry_environment.txt")
    decision = inventory(home, path, "--user", "federal", "--as-of", "2025-03-01")[0]
    cases.equal(decision["verdict"], "prohibited")
    for product in ("total_security", "vpn"):
        cases.contains(ids(decision), f"products:kaspersky.{product}")


def as_columns(kind):
    return {"msi_product_code": "product_code", "msi_upgrade_code": "product_code",
            "winget_id": "package", "deb_package": "package", "plist": "bundle_id",
            "oem_product": "product_name", "maven_package": "purl",
            "installer_file": "executable"}.get(kind, kind)


def every_known_identifier(home):
    """Each product, driver, service, code known of the family is found, and as what it is."""
    with open(real("kaspersky", "kaspersky_identifiers.tsv"), encoding="utf-8") as handle:
        rows = [row for row in csv.DictReader(handle, delimiter="\t") if row["kind"] != "repo"]
    content = io.StringIO()
    writer = csv.writer(content)
    writer.writerow(["host", "thing"])
    missed = []
    for number, row in enumerate(rows):
        path = home.write("one.csv", f"thing\n\"{row['value']}\"\n")
        decision = inventory(home, path, "--map", f"thing={as_columns(row['kind'])}")[0]
        found = [f for f in decision["findings"]
                 if f["entity"]["id"].startswith("products:kaspersky.")]
        scopes = {f["product"]["scope"] for f in found}
        exempt = row["scope"] == "not_security"
        if not found or exempt != bool(scopes & {"development"}):
            missed.append((number, row["kind"], row["value"], scopes))
    cases.equal(missed, [])


def every_known_host(home):
    with open(real("kaspersky", "kaspersky_domains.txt"), encoding="utf-8") as handle:
        lines = [line.split()[0] for line in handle if line.strip() and line[0] != "#"]
    hosts = [line.removeprefix("full:") for line in lines]
    decision = one(home, "\n".join(hosts) + "\n", "--limit", "0", name="hosts.txt")
    told = {component["line"] for finding in decision["findings"]
            for component in finding["product"]["components"]}
    cases.equal([h for n, h in enumerate(hosts, 1) if n not in told], [], "hosts not found")
    for part in ("upd.", "dnl-", "ksn"):
        some = [h for h in hosts if part in h]
        decision = one(home, "\n".join(some) + "\n", "--as-of", "2024-10-01", name="hosts.txt")
        cases.equal(decision["verdict"], "prohibited", part)


CASES = (s34_new_licence, s35_contacts_by_their_own_time, s36_resale, s37_embedded_engine,
         products_with_the_engine_built_in,
         s38_driver_on_a_private_host, s39_driver_at_an_agency_and_a_contractor,
         s40_client_of_a_scanner, s41_exempt_service, s42_no_nexus, s43_camera_at_a_contractor,
         example_fleet, hosts_of_one_file, mapping_and_format, packed_and_from_standard_input,
         listed_publishers, what_cannot_be_read_is_never_clear, listings_of_tools,
         pages_nobody_reads, rows_of_proxies, same_bytes,
         as_the_schema_says, real_inventories,
         real_registry_environment, every_known_identifier, every_known_host)


def main():
    suite = cases.Suite("inventory")
    for case in CASES:
        with Home(sys.argv[1]) as home:
            suite.run(case.__name__.replace("_", " "), case, home)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
