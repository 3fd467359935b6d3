/* SPDX-License-Identifier: Apache-2.0 */
/*
 * model_json.h - a model as text, to keep and to use again.
 *
 * docs/formats/model.md describes the format. Numbers are written so that reading gives the same
 * bits back. This is the one file of the engine that knows jansson.
 */
#ifndef SL_LINK_MODEL_JSON_H
#define SL_LINK_MODEL_JSON_H

#include "base/buf.h"
#include "base/error.h"
#include "link/model.h"
#include "link/schema.h"

#define SL_MODEL_FORMAT  "sightline linkage model"
#define SL_MODEL_VERSION 1

/* Append the model. Errors: SL_NO_MEMORY, SL_LIMIT. */
SL_NODISCARD enum sl_status sl_model_print(
    const struct sl_model *model,
    const struct sl_schema *schema,
    struct sl_buf *out,
    struct sl_error *err
);

/*
 * Read a model for these fields into an initialised model.
 * Errors: SL_INVALID (not JSON, not a model, a value out of range, other fields), SL_UNSUPPORTED
 * (a later version), SL_NO_MEMORY. On failure the model may be changed in part.
 */
SL_NODISCARD enum sl_status sl_model_parse(
    struct sl_model *model, const struct sl_schema *schema, struct sl_str json, struct sl_error *err
);

#endif
