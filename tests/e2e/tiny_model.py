"""A model of the BERT shape, small and of random weights, as a folder of one's own."""

import json
import random
import string
import struct

WIDTH, INNER, LAYERS, POSITIONS = 32, 64, 2, 64


def write(folder, seed=1):
    chance = random.Random(seed)
    folder.mkdir(parents=True)
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *string.punctuation]
    letters = string.ascii_lowercase + string.digits
    pieces += [*letters, *(f"##{letter}" for letter in letters)]
    (folder / "vocab.txt").write_text("".join(f"{piece}\n" for piece in pieces))
    (folder / "config.json").write_text(json.dumps({
        "model_type": "bert", "hidden_act": "gelu", "hidden_size": WIDTH, "num_attention_heads": 4,
        "max_position_embeddings": POSITIONS}))
    header, numbers = {}, b""

    def add(name, shape, spread=0.1, mean=0.0):
        nonlocal numbers
        count = shape[0] * (shape[1] if len(shape) > 1 else 1)
        begin = len(numbers)
        numbers += struct.pack(f"<{count}f", *(chance.gauss(mean, spread) for _ in range(count)))
        header[name] = {"dtype": "F32", "shape": shape, "data_offsets": [begin, len(numbers)]}

    def add_linear(name, inputs, outputs):
        add(f"{name}.weight", [outputs, inputs])
        add(f"{name}.bias", [outputs])

    def add_norm(name):
        add(f"{name}.weight", [WIDTH], mean=1.0)
        add(f"{name}.bias", [WIDTH])

    add("embeddings.word_embeddings.weight", [len(pieces), WIDTH], spread=1.0)
    add("embeddings.position_embeddings.weight", [POSITIONS, WIDTH])
    add("embeddings.token_type_embeddings.weight", [2, WIDTH])
    add_norm("embeddings.LayerNorm")
    for layer in (f"encoder.layer.{number}" for number in range(LAYERS)):
        for part in ("attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense"):
            add_linear(f"{layer}.{part}", WIDTH, WIDTH)
        add_norm(f"{layer}.attention.output.LayerNorm")
        add_linear(f"{layer}.intermediate.dense", WIDTH, INNER)
        add_linear(f"{layer}.output.dense", INNER, WIDTH)
        add_norm(f"{layer}.output.LayerNorm")
    text = json.dumps(header).encode()
    (folder / "model.safetensors").write_bytes(struct.pack("<Q", len(text)) + text + numbers)
    return folder
