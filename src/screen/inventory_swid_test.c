/* Software identification tags. */
#include <interdict/os.h>

#include "test_inventory.h"

static void test_tag(void **state) {
    inventory_test *t = *state;
    inventory_test_text(
        t, "swid",
        "<?xml version=\"1.0\"?>\n"
        "<SoftwareIdentity xmlns=\"http://standards.iso.org/iso/19770/-2/2015/schema.xsd\"\n"
        " name=\"Kaspersky Endpoint Security\" tagId=\"com.kaspersky.kesl\" version=\"12.0\">\n"
        " <Entity name=\"AO Kaspersky Lab\" regid=\"kaspersky.com\" role=\"softwareCreator\"/>\n"
        " <Meta product=\"Endpoint Security\"/>\n"
        "</SoftwareIdentity>\n");
    assert_int_equal(inventory_test_components(t), 1);
    const ix_found_component *one = inventory_test_found(t, "", "kaspersky.endpoint_security");
    assert_non_null(one);
    assert_text(one->version, "12.0");
    assert_text(one->publisher, "AO Kaspersky Lab");
    assert_text(one->place, "com.kaspersky.kesl");
}

/* What a tag says of files tells a product whose name does not. */
static void test_collection_and_payload(void **state) {
    inventory_test *t = *state;
    inventory_test_text(
        t, "swid",
        "<c:all xmlns:c='urn:x'><s:SoftwareIdentity xmlns:s='urn:y' name='A' tagId='1'>"
        "<s:Entity name='Somebody' regid='http://invalid.unavailable' role='tagCreator'/>"
        "<s:Payload><s:Directory root='C:\\Windows' name='drivers'><s:File name='klif.sys'/>"
        "</s:Directory></s:Payload></s:SoftwareIdentity>"
        "<s:SoftwareIdentity xmlns:s='urn:y' name='GNU Bash' tagId='2'>"
        "<s:Entity name='FSF' regid='gnu.org' role='tagCreator'/></s:SoftwareIdentity></c:all>");
    assert_int_equal(inventory_test_components(t), 2);
    assert_int_equal(inventory_test_finds(t), 1);
}

/* Who only wrote the tag is no publisher. */
static void test_tag_creator(void **state) {
    inventory_test *t = *state;
    inventory_test_text(t, "swid",
                        "<SoftwareIdentity name='vim' tagId='1'><Entity name='Kaspersky' "
                        "regid='kaspersky.com' role='tagCreator'/></SoftwareIdentity>");
    const ix_find *find = inventory_test_host(t, "")->finds.items;
    assert_int_equal(inventory_test_finds(t), 1);
    assert_int_equal(find->strength, IX_STRENGTH_WEAK);
}

static void test_tag_of_2009(void **state) {
    inventory_test *t = *state;
    inventory_test_text(
        t, "swid",
        "<swid:software_identification_tag xmlns:swid=\"http://standards.iso.org/x\">"
        "<swid:product_title>Some Antivirus</swid:product_title>"
        "<swid:product_version><swid:name>6.0</swid:name></swid:product_version>"
        "<swid:software_creator><swid:name>Kaspersky Lab</swid:name>"
        "<swid:regid>regid.1997-06.com.kaspersky,av</swid:regid></swid:software_creator>"
        "</swid:software_identification_tag>");
    assert_int_equal(inventory_test_components(t), 1);
    assert_int_equal(inventory_test_finds(t), 1);
}

static void test_broken(void **state) {
    inventory_test *t = *state;
    inventory_test_read(t, "swid", IX_STR("<a><SoftwareIdentity tagId='1'/></a>"));
    assert_int_equal(t->reader.unread, 1);
    inventory_test_read(t, "swid", IX_STR("<SoftwareIdentity name='a'>"));
    assert_int_equal(t->status, IX_E_INPUT);
    inventory_test_read(t, "swid", IX_STR("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"));
    assert_int_equal(t->status, IX_E_INPUT);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        INVENTORY_TEST(test_tag),         INVENTORY_TEST(test_collection_and_payload),
        INVENTORY_TEST(test_tag_creator), INVENTORY_TEST(test_tag_of_2009),
        INVENTORY_TEST(test_broken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
