/* SPDX-License-Identifier: Apache-2.0 */
/* The door: what may be told of one record, and of many. */
#include "app/access_impl.h"
#include "identity/identity_id.h"

const struct sl_asking *sl_access_asking(const struct sl_access *access)
{
    return &access->asking;
}

uint8_t sl_access_ties(const struct sl_access *access, int64_t identity)
{
    const struct sl_identity_id id = sl_identity_print(identity);

    return sl_user_ties(&access->user, sl_str_from(id.text), access->day);
}

int64_t sl_access_glass_left(const struct sl_access *access, int64_t identity)
{
    const struct sl_identity_id id = sl_identity_print(identity);
    int64_t most = 0;

    for (size_t i = 0; i < access->glass_count; i++) {
        const int64_t left = sl_glass_left(
            &access->glasses[i], access->user.id, sl_str_from(id.text), access->now_us
        );
        most = left > most ? left : most;
    }
    return most;
}

bool sl_access_glass(const struct sl_access *access, int64_t identity)
{
    return access->glass_count > 0 && sl_access_glass_left(access, identity) > 0;
}

const struct sl_seal_book *sl_access_seals(const struct sl_access *access)
{
    return &access->seals;
}

bool sl_access_withholds(const struct sl_access *access)
{
    return access->withheld.line_count > 0;
}

uint64_t sl_access_withheld(const struct sl_access *access, int64_t identity, struct sl_str holder)
{
    return sl_withheld_book_fields(&access->withheld, identity, holder);
}

struct sl_share_decision
sl_access_decide(const struct sl_access *access, const struct sl_access_asked *asked)
{
    const struct sl_asked full = {
        .holder = asked->holder,
        .kind = asked->kind,
        .ties = asked->identity == 0 ? 0 : sl_access_ties(access, asked->identity),
        .glass = asked->identity != 0 && sl_access_glass(access, asked->identity),
        .seal = asked->source == 0 ? SL_SEAL_NONE
                                   : sl_seal_book_key(&access->seals, asked->source, asked->key),
        .withheld =
            asked->identity == 0 ? 0 : sl_access_withheld(access, asked->identity, asked->holder),
    };

    SL_ASSERT(access->asking.permission < SL_PERMISSION_COUNT);
    return sl_decide(&access->asking, &full);
}

enum sl_status sl_access_reader(
    struct sl_access *access,
    const struct sl_str *holders,
    size_t holder_count,
    struct sl_arena *arena,
    struct sl_reader *ret_reader,
    struct sl_error *err
)
{
    SL_ASSERT(access->asking.permission < SL_PERMISSION_COUNT);
    return sl_reader_init(ret_reader, &access->asking, holders, holder_count, arena, err);
}
