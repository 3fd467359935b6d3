/* SPDX-License-Identifier: Apache-2.0 */
#include "write_users.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>

#include "agency.h"
#include "base/buf.h"
#include "base/file.h"

#define PATH_BYTES   ((size_t)4096)
#define TEXT_BYTES   ((size_t)1 << 20)
#define AGENCY_COUNT (SL_COUNCIL_COUNT + 1u + SL_TRUST_COUNT)

/* Who works for which kind of agency: councils, the force, trusts. */
struct post {
    const char *name, *role;
    bool council, police, trust;
};
static const struct post posts[] = {
    {"practitioner",  "practitioner",    true,  false, true },
    { "investigator", "investigator",    false, true,  false},
    { "manager",      "manager",         true,  true,  false},
    { "privacy",      "privacy_officer", true,  true,  true },
    { "leader",       "leader",          true,  true,  false},
};

/* Those of the partnership as a whole. */
static const char *const shared[] = {
    "hub.steward,Data steward of the hub,hub,data_steward,,\n",
    "hub.lead,Lead of the partnership,hub,partnership_lead,,\n",
    "hub.inspector,Inspector,inspectorate,inspector,,\n",
};

static const char *agency_name(unsigned index)
{
    if (index < SL_COUNCIL_COUNT) {
        return sl_stream_describe(sl_stream_of_council((enum sl_council)index, SL_FILE_CSC)).agency;
    }
    return index == SL_COUNCIL_COUNT
               ? sl_stream_describe(SL_STREAM_POLICE).agency
               : sl_stream_describe(sl_stream_of_trust(index - SL_COUNCIL_COUNT - 1)).agency;
}

static bool has_post(const struct post *post, unsigned index)
{
    return index < SL_COUNCIL_COUNT    ? post->council
           : index == SL_COUNCIL_COUNT ? post->police
                                       : post->trust;
}

static void add_users(struct sl_buf *text)
{
    sl_buf_addf(text, "id,name,agency,role,from,until\n");
    for (size_t i = 0; i < sizeof shared / sizeof shared[0]; i++) {
        sl_buf_addf(text, "%s", shared[i]);
    }
    for (unsigned i = 0; i < AGENCY_COUNT; i++) {
        for (size_t j = 0; j < sizeof posts / sizeof posts[0]; j++) {
            if (has_post(&posts[j], i)) {
                const char *agency = agency_name(i);
                sl_buf_addf(
                    text,
                    "%s.%s,The %s of %s,%s,%s,,\n",
                    agency,
                    posts[j].name,
                    posts[j].name,
                    agency,
                    agency,
                    posts[j].role
                );
            }
        }
    }
}

/* "[bolton, bury]": agencies first .. last - 1. */
static void add_list(struct sl_buf *text, unsigned first, unsigned last)
{
    for (unsigned i = first; i < last; i++) {
        sl_buf_addf(text, "%s%s", i > first ? ", " : "[", agency_name(i));
    }
    sl_buf_addf(text, "]");
}

static void add_share(
    struct sl_buf *text,
    const unsigned of[2],
    const unsigned to[2],
    const char *direction,
    const char *rest
)
{
    sl_buf_addf(text, "  - of: ");
    add_list(text, of[0], of[1]);
    sl_buf_addf(text, "\n    to: ");
    add_list(text, to[0], to[1]);
    sl_buf_addf(text, "\n    direction: %s\n%s", direction, rest);
}

/* "bolton: Bolton Council", "nhs-north: NHS trust north": what pages call an agency. */
static void add_party(struct sl_buf *text, unsigned agency)
{
    const char *name = agency_name(agency);
    if (agency > SL_COUNCIL_COUNT) {
        sl_buf_addf(text, "  %s: NHS trust %s\n", name, name + sizeof "nhs-" - 1);
    } else {
        sl_buf_addf(text, "  %s: %c%s", name, name[0] - 'a' + 'A', name + 1);
        sl_buf_addf(text, agency < SL_COUNCIL_COUNT ? " Council\n" : "\n");
    }
}

static void add_agreement(struct sl_buf *text)
{
    static const unsigned everybody[2] = { 0, AGENCY_COUNT };
    static const unsigned councils[2] = { 0, SL_COUNCIL_COUNT };
    static const unsigned police[2] = { SL_COUNCIL_COUNT, SL_COUNCIL_COUNT + 1 };
    static const unsigned trusts[2] = { SL_COUNCIL_COUNT + 1, AGENCY_COUNT };

    sl_buf_addf(
        text,
        "# Made up, as the partnership is.\n"
        "format: sightline-agreement-1\nid: partnership\nversion: 1\n"
        "title: Safeguarding children in a made-up partnership\n"
        "valid: {from: 2020-01-01, until: 2099-12-31}\nparties:\n"
    );
    for (unsigned i = 0; i < AGENCY_COUNT; i++) {
        add_party(text, i);
    }
    sl_buf_addf(text, "  hub: Hub of the partnership\nshares:\n");
    add_share(
        text,
        everybody,
        everybody,
        "both_ways",
        "    purposes: [safeguarding, investigation, care]\n    level: content\n"
        "    kinds: [details]\n    fields: [names, birth_and_sex, identifiers, district]\n"
    );
    sl_buf_addf(text, "  - of: ");
    add_list(text, everybody[0], everybody[1]);
    sl_buf_addf(
        text,
        "\n    to: [hub]\n    direction: one_way\n"
        "    purposes: [data_quality]\n    level: content\n"
        "    kinds: [details]\n    fields: [names, birth_and_sex, identifiers, contact_details, "
        "whereabouts]\n"
    );
    add_share(
        text,
        councils,
        police,
        "both_ways",
        "    purposes: [safeguarding]\n    level: content\n"
        "    kinds: [first_contact, children_in_need, child_protection, children_in_care,\n"
        "            missing_episodes, crime_and_incidents]\n"
        "    fields: [all]\n    except: [whereabouts]\n"
    );
    add_share(
        text,
        police,
        councils,
        "one_way",
        "    purposes: [safeguarding]\n    level: existence\n    in_emergency: content\n"
        "    kinds: [police_intelligence, alerts]\n    fields: [all]\n"
    );
    add_share(
        text,
        trusts,
        councils,
        "one_way",
        "    purposes: [safeguarding]\n    level: content\n"
        "    kinds: [health_care]\n    fields: [case_facts, services]\n"
    );
    add_share(
        text,
        trusts,
        police,
        "one_way",
        "    purposes: [safeguarding]\n    level: existence\n    in_emergency: content\n"
        "    kinds: [health_care]\n    fields: [case_facts]\n"
    );
}

static enum sl_status
write_file(const char *folder, const char *name, struct sl_buf *text, struct sl_error *err)
{
    struct sl_file_writer *writer = NULL;
    char path[PATH_BYTES];

    SL_TRY(sl_buf_status(text, err));
    if ((size_t)snprintf(path, sizeof path, "%s/%s", folder, name) >= sizeof path) {
        return sl_fail(err, SL_LIMIT, "the path of the folder is too long");
    }
    SL_TRY(sl_file_create(path, &writer, err));
    sl_file_write(writer, sl_buf_str(text));
    return sl_file_commit(writer, err);
}

enum sl_status sl_write_users(const char *out_path, struct sl_error *err)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf users;
    SL_CLEANUP(sl_buf_finish) struct sl_buf agreement;
    char path[PATH_BYTES];

    sl_buf_init(&users, TEXT_BYTES);
    sl_buf_init(&agreement, TEXT_BYTES);
    add_users(&users);
    add_agreement(&agreement);
    SL_TRY(write_file(out_path, "users.csv", &users, err));
    if ((size_t)snprintf(path, sizeof path, "%s/agreements", out_path) >= sizeof path) {
        return sl_fail(err, SL_LIMIT, "the path of the folder is too long");
    }
    if (mkdir(path, 0777) != 0) {
        return sl_fail_io(err, "make", path, errno);
    }
    return write_file(path, "main.yaml", &agreement, err);
}
