/* SPDX-License-Identifier: Apache-2.0 */
/*
 * asset.h - styles, scripts and pictures, which are part of the program.
 *
 * Their addresses change when they do (the name has a digest of what is in them), so browsers keep
 * them for ever. pages/assets.mjs makes the table while the program is built.
 */
#ifndef SL_WEB_ASSET_H
#define SL_WEB_ASSET_H

#include <stddef.h>

#include "base/str.h"
#include "web/visit.h"

/* Where they stand. */
#define SL_ASSET_FOLDER "/assets/"

/* A file of the program. All texts are static. */
struct sl_asset {
    const char *name; /* "site.css" */
    const char *file; /* "site-0123456789abcdef.css" */
    const char *content_type;
    const char *etag; /* with its quotes */
    struct sl_str plain;
    struct sl_str gzip; /* ptr NULL: it gains nothing */
};

/* All of them, by name. */
extern const struct sl_asset sl_assets[];
extern const size_t sl_asset_count;

/* Answer the address of an asset; SL_NOT_FOUND for any other. */
sl_visit_fn sl_visit_asset;

/* Does a browser say that it takes this coding? accept: the header Accept-Encoding. */
bool sl_asset_takes(struct sl_str accept, struct sl_str coding);

#endif
