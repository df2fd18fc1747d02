/* The table of inventory formats: one row, one file. */
#include "inventory.h"

#define ROW(name, title)                                                                           \
    { #name, title, inventory_sniff_##name, inventory_read_##name }

const inventory_format inventory_formats[] = {
    ROW(cyclonedx_json, "CycloneDX 1.2 to 1.6, json"),
    ROW(cyclonedx_xml, "CycloneDX 1.2 to 1.6, XML"),
    ROW(spdx_json, "SPDX 2.2 and 2.3, json"),
    ROW(spdx3_json, "SPDX 3.0, json"),
    ROW(spdx_tag, "SPDX 2.x, tags and values"),
    ROW(swid, "software identification tags (SWID, ISO/IEC 19770-2), XML"),
    ROW(json_rows, "rows of json: osquery, winget export, system_profiler -json, ConvertTo-Json"),
    ROW(macos_plist, "system_profiler -xml"),
    ROW(macos_text, "system_profiler as it prints for people"),
    ROW(windows_registry, "export of the Windows registry (.reg): uninstall keys, services"),
    ROW(registry_text, "listing of registry keys: PowerShell, reg query"),
    ROW(sc_query, "Windows services and drivers: sc query, sc queryex, sc qc"),
    ROW(pnputil, "Windows driver packages: pnputil /enum-drivers, pnputil -e"),
    ROW(dpkg_status, "dpkg status file"),
    ROW(dpkg_list, "dpkg -l, dpkg-query -W with tabs"),
    ROW(apt_list, "apt list --installed"),
    ROW(rpm, "rpm -qa, also with tabs"),
    ROW(pacman, "pacman -Q and -Qi"),
    ROW(nix, "paths of a Nix store"),
    ROW(properties, "paragraphs of labels and values: Format-List, wmic /format:list"),
    ROW(csv, "csv with headings: PowerShell, wmic, driverquery, device managers"),
    ROW(table, "table with a rule below its headings: driverquery, winget list, Format-Table"),
    ROW(log, "DNS and proxy logs, lists of hosts"),
    ROW(lines, "files or paths, one a line; names of anything when asked for"),
};

#define FORMAT_COUNT ((int)(sizeof inventory_formats / sizeof inventory_formats[0]))

const inventory_format *inventory_format_find(ix_str id) {
    for (int i = 0; i < FORMAT_COUNT; i++) {
        if (ix_str_equal(id, ix_str_from_cstr(inventory_formats[i].id))) {
            return &inventory_formats[i];
        }
    }
    return NULL;
}

const inventory_format *inventory_format_detect(ix_str bytes) {
    ix_str start = ix_str_slice(bytes, 0, INVENTORY_SNIFF_BYTES);
    const inventory_format *best = NULL;
    int most = 0;
    for (int i = 0; i < FORMAT_COUNT; i++) {
        int sure = inventory_formats[i].sniff(start);
        best = sure > most ? &inventory_formats[i] : best;
        most = sure > most ? sure : most;
    }
    return best;
}

bool ix_inventory_format_at(int n, ix_str *id, ix_str *title) {
    if (n < 0 || n >= FORMAT_COUNT) {
        return false;
    }
    *id = ix_str_from_cstr(inventory_formats[n].id);
    *title = ix_str_from_cstr(inventory_formats[n].title);
    return true;
}
