"""OFAC's enhanced XML and its deltas, written from rows of sdn.csv.

OFAC publishes both, but no copy of a delta is at hand; these are written in the layout that is
documented: a whole file holds entities with their parts, each part with an id; a delta holds the
entities that changed, with an action on the entity or on the parts that changed.

    before = entities(read_rows(text), listed)
    after = entities(read_rows(later), listed)
    whole(after, published)                bytes of sdn_enhanced.xml
    delta(before, after, published)        bytes of DATE_delta.xml
"""
import csv
import io
import re
import zlib
from xml.sax.saxutils import escape, quoteattr

NAMESPACE = ("https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/"
             "ENHANCED_XML")
DELTA_NAMESPACE = "https://www.treasury.gov/ofac/DeltaFile/1.0"
TYPES = {"": "Entity", "individual": "Individual", "vessel": "Vessel", "aircraft": "Aircraft"}
FEATURES = {"DOB": "Birthdate", "POB": "Place of Birth", "nationality": "Nationality Country",
            "citizen": "Citizenship Country", "Gender": "Gender", "Website": "Website",
            "Email Address": "Email Address",
            "Secondary sanctions risk:": "Secondary sanctions risk:"}
DOCUMENT = re.compile(r"^(Passport|National ID No\.|Tax ID No\.|Registration (?:Number|ID))"
                      r" (\S+)(?: \(([^()]+)\))?$")
GROUPS = ("sanctionsLists", "sanctionsPrograms", "sanctionsTypes", "legalAuthorities", "names",
          "addresses", "features", "identityDocuments", "relationships")


def read_rows(text):
    """uid -> the twelve columns, of the text of an sdn.csv; nulls are empty."""
    rows = {}
    for row in csv.reader(io.StringIO(text.rstrip("\x1a"), newline="")):
        if len(row) == 12 and row[0].isdigit():
            rows[row[0]] = ["" if field.strip() == "-0-" else field.strip() for field in row]
    return rows


def number(*parts):
    """An id that depends on what it is the id of alone."""
    return zlib.crc32("\x1f".join(parts).encode())


def leaf(tag, text, **attributes):
    given = "".join(f" {name}={quoteattr(str(value))}" for name, value in attributes.items())
    return f"<{tag}{given}>{escape(text)}</{tag}>"


def name(uid, text, primary, low, kind="A.K.A."):
    last, _, first = text.partition(", ")
    parts = f"<formattedLastName>{escape(last)}</formattedLastName>"
    if first:
        parts += f"<formattedFirstName>{escape(first)}</formattedFirstName>"
    alias = "" if primary else leaf("aliasType", kind, refId=1400)
    flag = {True: "true", False: "false"}
    return (f"<isPrimary>{flag[primary]}</isPrimary>{alias}<isLowQuality>{flag[low]}</isLowQuality>"
            f"<translations><translation id=\"{number(uid, 'translation', text)}\">"
            f"<isPrimary>true</isPrimary>{leaf('script', 'Latin', refId=20122)}{parts}"
            f"<formattedFullName>{escape(text)}</formattedFullName></translation></translations>")


def entity(row, listed):
    """(general information: tag -> text, group -> {id: (tag, attributes, content)})."""
    uid, primary, kind, programs, title, call_sign, vessel_type, _, _, flag, owner, remarks = row
    groups = {group: {} for group in GROUPS}

    def add(group, tag, content, **attributes):
        groups[group][number(uid, tag, content)] = (tag, attributes, content)

    add("sanctionsLists", "sanctionsList", "SDN List", refId=1550, datePublished=listed)
    for program in programs.split("] ["):
        add("sanctionsPrograms", "sanctionsProgram", escape(program))
    add("sanctionsTypes", "sanctionsType", "Block", refId=1705)
    add("names", "name", name(uid, primary, True, False))
    for feature, value in (("VESSEL TYPE", vessel_type), ("Vessel Flag", flag),
                           ("Vessel Owner", owner), ("Vessel Call Sign", call_sign)):
        if value:
            add("features", "feature", leaf("type", feature) + leaf("value", value))
    left = []
    for part in remarks.rstrip(".").split("; "):
        part = part.removeprefix("alt. ")
        document = DOCUMENT.match(part)
        word = next((word for word in FEATURES if part.startswith(word + " ")), None)
        alias = re.match(r"^([afn]\.k\.a\.) '(.+)'$", part)
        if alias:
            add("names", "name", name(uid, alias[2], False, True, alias[1].upper()))
        elif document:
            country = leaf("issuingCountry", document[3]) if document[3] else ""
            add("identityDocuments", "identityDocument",
                leaf("type", document[1]) + leaf("documentNumber", document[2]) + country)
        elif word:
            add("features", "feature", leaf("type", FEATURES[word]) +
                leaf("value", part[len(word) + 1:].rstrip(".")))
        elif part:
            left.append(part)
    general = {"entityType": TYPES[kind]}
    if title:
        general["title"] = title
    if left:
        general["remarks"] = "; ".join(left) + "."
    return general, groups


def entities(rows, listed):
    """uid -> entity; `listed` gives the day a uid was put on the list."""
    return {uid: entity(row, listed(uid)) for uid, row in rows.items()}


def element(part, key, action=None):
    tag, attributes, content = part
    given = {"id": key, **attributes, **({"action": action} if action else {})}
    text = "".join(f" {name}={quoteattr(str(value))}" for name, value in given.items())
    return f"<{tag}{text}>{content}</{tag}>"


def write_entity(uid, one, action=None, shuffle=None):
    general, groups = one
    out = [f'<entity id="{uid}"' + (f' action="{action}"' if action else "") + ">",
           "<generalInfo>", leaf("identityId", str(number(uid, "identity")))]
    out += [leaf(tag, text) for tag, text in general.items()] + ["</generalInfo>"]
    for group, parts in groups.items():
        keys = list(parts)
        if shuffle:
            shuffle(keys)
        if keys:
            out.append(f"<{group}>" + "".join(element(parts[key], key) for key in keys) +
                       f"</{group}>")
    return "".join(out) + "</entity>\n"


def whole(state, published, shuffle=None):
    """The whole file; `shuffle` puts the parts of each entity in another order."""
    head = (f'<?xml version="1.0" encoding="utf-8"?>\n<sanctionsData xmlns="{NAMESPACE}">\n'
            f"<publicationInfo><dataAsOf>{published}</dataAsOf><filters><sanctionsLists>"
            f"{leaf('sanctionsList', 'SDN List', refId=1550)}</sanctionsLists></filters>"
            "</publicationInfo>\n<entities>\n")
    body = "".join(write_entity(uid, one, shuffle=shuffle) for uid, one in state.items())
    return (head + body + "</entities>\n</sanctionsData>\n").encode()


def changed_parts(uid, before, after):
    """What changed of an entity, part by part."""
    out = []
    old, new = before[0], after[0]
    for tag in {**old, **new}:
        if tag not in new:
            out.append(leaf(tag, old[tag], action="remove"))
        elif tag not in old:
            out.append(leaf(tag, new[tag], action="add"))
        elif old[tag] != new[tag]:
            out.append(leaf(tag, new[tag], action="update", oldValue=old[tag]))
    text = f"<generalInfo>{''.join(out)}</generalInfo>" if out else ""
    for group in GROUPS:
        was, now = before[1][group], after[1][group]
        out = [f"<{was[key][0]} id=\"{key}\" action=\"remove\"/>" for key in was if key not in now]
        out += [element(part, key, "add") for key, part in now.items() if key not in was]
        text += f"<{group}>{''.join(out)}</{group}>" if out else ""
    return f'<entity id="{uid}">{text}</entity>\n'


def delta(before, after, published):
    """What turns one state into the other. Of the entities that changed, each third is stated whole
    (modify), the others by the parts that changed; removals carry the id alone."""
    out = []
    for uid in {**before, **after}:
        if uid not in after:
            out.append(f'<entity id="{uid}" action="remove"/>\n')
        elif uid not in before:
            out.append(write_entity(uid, after[uid], "add"))
        elif before[uid] != after[uid]:
            out.append(write_entity(uid, after[uid], "modify") if int(uid) % 3 == 0
                       else changed_parts(uid, before[uid], after[uid]))
    return (f'<?xml version="1.0" encoding="utf-8"?>\n<sanctionsData xmlns="{DELTA_NAMESPACE}">\n'
            f"<publicationInfo><datePublished>{published}</datePublished>"
            "<publicationType>Standard Action</publicationType></publicationInfo>\n<entities>\n"
            f"{''.join(out)}</entities>\n</sanctionsData>\n").encode()
