/* SPDX-License-Identifier: Apache-2.0 */
#include "base/date.h"
#include "sharing/agreement.h"

static void print_text(const char *before, struct sl_str text, struct sl_buf *buf)
{
    sl_buf_addf(buf, "%s", before);
    sl_yaml_print_line(text, buf);
}

static void print_date(const char *before, int32_t day, struct sl_buf *buf)
{
    sl_buf_addf(buf, "%s", before);
    sl_date_print(sl_date_from_days(day), buf);
}

/* Parties are always named one by one: what "all" means is then in the document itself. */
static void print_parties(
    const char *before, const struct sl_agreement *agreement, uint64_t set, struct sl_buf *buf
)
{
    const char *between = "";

    sl_buf_addf(buf, "%s[", before);
    for (size_t i = 0; i < agreement->party_count; i++) {
        if ((set & (UINT64_C(1) << i)) != 0) {
            print_text(between, agreement->parties[i].name, buf);
            between = ", ";
        }
    }
    sl_buf_add(buf, SL_STR("]\n"));
}

static void print_purposes(uint8_t purposes, struct sl_buf *buf)
{
    const char *between = "";

    sl_buf_add(buf, SL_STR("    purposes: ["));
    for (unsigned i = 0; i < SL_PURPOSE_COUNT; i++) {
        if ((purposes & (1u << i)) != 0) {
            sl_buf_addf(buf, "%s%.*s", between, SL_STR_ARG(sl_purpose_terms()[i].name));
            between = ", ";
        }
    }
    sl_buf_add(buf, SL_STR("]\n"));
}

static const char *level_name(enum sl_sight level)
{
    return level == SL_SIGHT_CONTENT ? "content" : "existence";
}

static void
print_share(const struct sl_agreement *agreement, const struct sl_share *share, struct sl_buf *buf)
{
    print_parties("  - of: ", agreement, share->of, buf);
    print_parties("    to: ", agreement, share->to, buf);
    sl_buf_addf(buf, "    direction: %s\n", share->both_ways ? "both_ways" : "one_way");
    print_purposes(share->purposes, buf);
    sl_buf_addf(buf, "    level: %s\n", level_name(share->level));
    sl_buf_addf(buf, "    in_emergency: %s\n", level_name(share->emergency));
    sl_buf_add(buf, SL_STR("    kinds: ["));
    sl_share_print_kinds(share->kinds, false, buf);
    sl_buf_add(buf, SL_STR("]\n"));
    if (share->fields != 0) {
        sl_buf_add(buf, SL_STR("    fields: ["));
        sl_share_print_fields(share->fields, false, buf);
        sl_buf_add(buf, SL_STR("]\n"));
    }
}

static void print_agreement(const struct sl_agreement *agreement, struct sl_buf *buf)
{
    sl_buf_addf(
        buf,
        "format: sightline-agreement-1\nid: \"%.*s\"\nversion: %d\n",
        SL_STR_ARG(agreement->id),
        (int)agreement->version
    );
    print_text("title: ", agreement->title, buf);
    print_date("\nvalid:\n  from: ", agreement->valid.from, buf);
    print_date("\n  until: ", agreement->valid.until, buf);
    sl_buf_add(buf, SL_STR("\nparties:\n"));
    for (size_t i = 0; i < agreement->party_count; i++) {
        print_text("  ", agreement->parties[i].name, buf);
        print_text(": ", agreement->parties[i].title, buf);
        sl_buf_add_byte(buf, '\n');
    }
    sl_buf_add(buf, SL_STR("shares:\n"));
    for (size_t i = 0; i < agreement->share_count; i++) {
        print_share(agreement, &agreement->shares[i], buf);
    }
}

static void print_revocation(const struct sl_revocation *revocation, struct sl_buf *buf)
{
    sl_buf_addf(
        buf,
        "format: sightline-revocation-1\nagreement: \"%.*s\"\nversion: %d",
        SL_STR_ARG(revocation->agreement),
        (int)revocation->version
    );
    print_date("\non: ", revocation->on, buf);
    print_text("\nby: ", revocation->by, buf);
    print_text("\nreason: ", revocation->reason, buf);
    sl_buf_add_byte(buf, '\n');
}

void sl_agreement_print(const struct sl_sharing_document *document, struct sl_buf *buf)
{
    if (document->revokes) {
        print_revocation(&document->revocation, buf);
    } else {
        print_agreement(&document->agreement, buf);
    }
}
