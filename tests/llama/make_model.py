"""Write a GGUF of the llama family with random weights: it says nothing, and is run like any other.

    python tests/llama/make_model.py FILE

Run by the Python that has the package `gguf`. Characters are tokens; letters, spaces and what ends a JSON
value are likelier than the rest, so that what a grammar allows comes to an end.
"""

import sys

import gguf
import numpy as np

CONTEXT, WIDTH, LAYERS, HEADS, INNER = 4096, 64, 2, 4, 128
LIKELY = {**dict.fromkeys("etaoinshrdlu ", 2.0), '"': 3.5, "]": 4.0, "}": 4.0, "0": 2.0}
SPECIAL = ["<unk>", "<s>", "</s>"]


def main(path: str) -> None:
    """Write the file."""
    rng = np.random.default_rng(7)
    texts = [chr(code) for code in range(33, 127)] + ["▁"]
    tokens = [*SPECIAL, *(f"<0x{byte:02X}>" for byte in range(256)), *texts]
    kinds = [gguf.TokenType.UNKNOWN, gguf.TokenType.CONTROL, gguf.TokenType.CONTROL]
    kinds += [gguf.TokenType.BYTE] * 256 + [gguf.TokenType.NORMAL] * len(texts)
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(LAYERS)
    writer.add_feed_forward_length(INNER)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(WIDTH // HEADS)
    writer.add_tokenizer_model("llama")
    writer.add_token_list(tokens)
    writer.add_token_scores([0.0] * len(tokens))
    writer.add_token_types(kinds)
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_unk_token_id(0)

    def tensor(name: str, *shape: int, scale: float = 0.05) -> None:
        writer.add_tensor(name, rng.normal(0, scale, shape).astype(np.float32))

    # One direction that every token shares: along it the output says which tokens are likely.
    shared = np.ones(WIDTH, np.float32)
    noise = rng.normal(0, 0.3, (len(tokens), WIDTH)).astype(np.float32)
    writer.add_tensor("token_embd.weight", shared + noise)
    writer.add_tensor("output_norm.weight", np.ones(WIDTH, np.float32))
    weights = np.full(len(tokens), -6.0, np.float32)
    weights[2] = 0.0
    for at, text in enumerate(texts, start=len(SPECIAL) + 256):
        weights[at] = LIKELY.get(" " if text == "▁" else text, -1.0)
    output = rng.normal(0, 0.02, (len(tokens), WIDTH)).astype(np.float32)
    writer.add_tensor("output.weight", output + weights[:, None] * shared / WIDTH)
    for layer in range(LAYERS):
        block = f"blk.{layer}."
        for name in ("attn_norm", "ffn_norm"):
            writer.add_tensor(f"{block}{name}.weight", np.ones(WIDTH, np.float32))
        for name in ("attn_q", "attn_k", "attn_v", "attn_output"):
            tensor(f"{block}{name}.weight", WIDTH, WIDTH)
        tensor(f"{block}ffn_gate.weight", INNER, WIDTH)
        tensor(f"{block}ffn_up.weight", INNER, WIDTH)
        tensor(f"{block}ffn_down.weight", WIDTH, INNER)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


if __name__ == "__main__":
    main(sys.argv[1])
