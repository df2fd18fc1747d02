/* Tests of each block of a mapping. */
#include "test_mapped.h"

#define HEAD "key: id\ntype: {constant: person}\n"

static void names_have_one_primary(void **state) {
    (void)state;
    expect_mapped("mapped_csv",
                  HEAD "names:\n  - {text: a, kind: {constant: weak}}\n"
                       "  - {surname: s, given: [g], kind: {constant: strong}}\n"
                       "  - {text: p, kind: {from: k, table: {P: primary, F: former}}}\n",
                  "id,a,s,g,p,k\n1,Al,LEE,Ann,Pr,P\n2,Al,LEE,,Ex,F\n3,Al,,Ann,,\n4,Al,,,,\n",
                  "1 person\nprimary=Pr\nweak=Al\nstrong=LEE, Ann\n"
                  "2 person\nprimary=LEE\nweak=Al\nformer=Ex\n"
                  "3 person\nprimary=Ann\nweak=Al\n"
                  "4 person\nprimary=Al\n");
}

static void a_name_said_again_is_one(void **state) {
    (void)state;
    expect_mapped("mapped_csv", HEAD "names:\n  - {text: a}\n  - {text: {from: all, split: '|'}}\n",
                  "id,a,all\n1,A,B|A|C|--\n",
                  "1 person\nprimary=A\nstrong=B\nstrong=C\nkept=name|--\n");
}

static void a_row_without_name_is_refused(void **state) {
    (void)state;
    mapped_result r;
    read_mapped(&r, "mapped_csv",
                "format: mapped_csv\nlist: l\npublisher: p\n" HEAD "names: {text: a}\n",
                IX_STR("id,a\n1,A\n2,\n3,--\n"));
    assert_int_equal(r.status, IX_OK);
    assert_int_equal(r.report.rows_refused, 2);
    assert_int_equal(r.report.refusals[1].line, 4);
    assert_non_null(strstr(r.report.refusals[0].text, "no name"));
    free_mapped(&r);
}

static void births_are_dates_or_parts(void **state) {
    (void)state;
    expect_mapped("mapped_csv",
                  HEAD "names: {text: n}\nlayout: {dates: day_first}\n"
                       "births:\n  date: {from: d, split: ';'}\n  year: y\n  month: m\n  day: t\n"
                       "  circa: c\n"
                       "birth_places: {from: [p, q], join: ', '}\n",
                  "id,n,d,y,m,t,c,p,q\n1,N,03-04-1960;5.6.1961,,,,,X,Y\n2,N,,1970,2,3,true,,Y\n"
                  "3,N,,1970,,,no,,\n4,N,soon,,,,,,\n",
                  "1 person\nprimary=N\nbirth=1960-04-03\nbirth=1961-06-05\nborn in=X, Y\n"
                  "2 person\nprimary=N\nbirth=~1970-02-03\nborn in=Y\n"
                  "3 person\nprimary=N\nbirth=1970\n"
                  "4 person\nprimary=N\nkept=d|soon\n");
    expect_mapped("mapped_csv",
                  HEAD "names: {text: n}\nlayout: {dates: month_first}\nbirths: {date: d}\n",
                  "id,n,d\n1,N,3/4/1960\n", "1 person\nprimary=N\nbirth=1960-03-04\n");
}

static void identifiers_have_type_and_dates(void **state) {
    (void)state;
    expect_mapped("mapped_csv",
                  HEAD "names: {text: n}\n"
                       "identifiers:\n  type: {from: t, table: {P: passport, W: wallet}}\n"
                       "  value: v\n  label: l\n  country: c\n  currency: u\n  issued: i\n"
                       "  expires: e\n",
                  "id,n,t,v,l,c,u,i,e\n1,N,P,A1,Pass,,,2001-02-03,2011\n2,N,W,x9,,,XBT,,soon\n"
                  "3,N,Q,z,,,,,\n4,N,P,--,,,,,\n",
                  "1 person\nprimary=N\nid=passport A1,Pass,2001-02-03,2011\n"
                  "2 person\nprimary=N\nid=wallet x9,XBT\nkept=identifier_expires|soon\n"
                  "3 person\nprimary=N\nkept=t|Q\nkept=v|z\n"
                  "4 person\nprimary=N\nkept=v|--\n");
}

static void addresses_have_parts(void **state) {
    (void)state;
    expect_mapped("mapped_csv",
                  HEAD "names: {text: n}\n"
                       "addresses:\n  street: {from: [s1, s2]}\n  place: p\n  country: c\n"
                       "  remark: r\n  whole: w\n",
                  "id,n,s1,s2,p,c,r,w\n1,N,1 A St,Fl 2,Town,Land,old,\n2,N,,,,,,\"2 B St, City\"\n",
                  "1 person\nprimary=N\naddress=1 A St, Fl 2|Town|Land|old\n"
                  "2 person\nprimary=N\naddress=2 B St, City|||\n");
}

static void a_listing_has_dates_and_measures(void **state) {
    (void)state;
    expect_mapped("mapped_csv",
                  HEAD "names: {text: n}\nlayout: {dates: day_first}\n"
                       "listing:\n  source: s\n  programs: {from: p, split: ','}\n"
                       "  announced: a\n  published: b\n  effective_from: [f, b]\n"
                       "  effective_until: u\n  authority: au\n  reason: r\n"
                       "  measures: {from: m, split: ', '}\n",
                  "id,n,s,p,a,b,f,u,au,r,m\n"
                  "1,N,EL,\"A,B,A\",01-02-2020,02-02-2020,2020-02-03,soon,Act,Why,"
                  "\"Asset freeze, Travel ban, Asset freeze\"\n",
                  "1 person\nprimary=N\nsource=EL\nprogram=A\nprogram=B\nannounced=2020-02-01\n"
                  "published=2020-02-02\nfrom=2020-02-02\nauthority=Act\nreason=Why\n"
                  "measures=Asset freeze|Travel ban\nkept=effective_until|soon\n");
}

static void rows_of_one_key_are_one_entity(void **state) {
    (void)state;
    static const char rows[] =
        "id,n,p,f,x\n2,B,P1,2020-01-02,same\n1,A,P1,,\n2,B,P2,2019-01-02,same"
        "\n2,C,P1,,other\n";
    expect_mapped("mapped_csv",
                  HEAD "group: true\nnames: {text: n}\n"
                       "listing: {programs: p, effective_from: f}\n",
                  rows,
                  "1 person\nprimary=A\nprogram=P1\n"
                  "2 person\nprimary=B\nstrong=C\nprogram=P1\nprogram=P2\nfrom=2019-01-02\n"
                  "kept=x|same\nkept=x|other\n");
    expect_mapped("mapped_csv",
                  HEAD "group: true\nnames: {text: n}\nignore: x\n"
                       "listing: {programs: p, effective_from: f, several: true}\n",
                  rows,
                  "1 person\nprimary=A\nprogram=P1\n"
                  "2 person\nprimary=B\nstrong=C\nprogram=P1\nfrom=2020-01-02\nprogram=P2\n"
                  "from=2019-01-02\nprogram=P1\n");
}

static void the_rest_has_its_place(void **state) {
    (void)state;
    expect_mapped("mapped_csv",
                  HEAD "names: {text: n}\ngender: {from: g, table: {w: female}}\ntitles: [t, u]\n"
                       "relations: {kind: {constant: UN reference}, target: r}\n"
                       "vessel: {name: {constant: Flag}, value: v}\nnotes: o\nremarks: [k, l]\n"
                       "ignore: i\n",
                  "id,n,g,t,u,r,v,o,k,l,i,z\n1,N,W,Dr,Dr,QDi.1,PA,Note,Re,Mark,gone,kept\n",
                  "1 person\nprimary=N\ntitle=Dr\ngender=female\nrelation=UN reference|QDi.1\n"
                  "vessel=Flag|PA\nnote=Note\nremarks=Re\nMark\nkept=z|kept\n");
}

static void what_is_left_over_is_kept_under_its_path(void **state) {
    (void)state;
    expect_mapped("mapped_jsonl", HEAD "names: {text: n}\nignore: skip\n",
                  "{\"id\": 1, \"n\": \"N\", \"a\": [{\"b\": 1.5, \"c\": [true, null, \"x\"]}],"
                  " \"skip\": {\"deep\": [1]}}\n",
                  "1 person\nprimary=N\nkept=a.b|1.5\nkept=a.c|true\nkept=a.c|x\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_have_one_primary),
        cmocka_unit_test(a_name_said_again_is_one),
        cmocka_unit_test(a_row_without_name_is_refused),
        cmocka_unit_test(births_are_dates_or_parts),
        cmocka_unit_test(identifiers_have_type_and_dates),
        cmocka_unit_test(addresses_have_parts),
        cmocka_unit_test(a_listing_has_dates_and_measures),
        cmocka_unit_test(rows_of_one_key_are_one_entity),
        cmocka_unit_test(the_rest_has_its_place),
        cmocka_unit_test(what_is_left_over_is_kept_under_its_path),
    };
    return cmocka_run_group_tests_name("lists/mapped_entity", tests, NULL, NULL);
}
