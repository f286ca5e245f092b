#include "brain/llm/tls_stream.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>

#include "brain/llm/http_client.hpp"
#include "tests/brain/llm/chat_call.hpp"
#include "tests/brain/llm/scripted_provider.hpp"

namespace secondbrain::llm {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

using key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using certificate = std::unique_ptr<X509, decltype(&X509_free)>;
using server_context = std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)>;

key make_key() {
  return {EVP_EC_gen("P-256"), &EVP_PKEY_free};
}

/// Signed by itself, valid for an hour.
certificate make_certificate(EVP_PKEY* owner, const std::string& alternative_name) {
  certificate made{X509_new(), &X509_free};
  X509_set_version(made.get(), 2);
  ASN1_INTEGER_set(X509_get_serialNumber(made.get()), 1);
  constexpr long hour = 3600;
  X509_gmtime_adj(X509_getm_notBefore(made.get()), -hour);
  X509_gmtime_adj(X509_getm_notAfter(made.get()), hour);
  X509_set_pubkey(made.get(), owner);
  auto* name = X509_get_subject_name(made.get());
  const auto* common = reinterpret_cast<const unsigned char*>(alternative_name.c_str());
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, common, -1, -1, 0);
  X509_set_issuer_name(made.get(), name);
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, made.get(), made.get(), nullptr, nullptr, 0);
  auto* extension = X509V3_EXT_conf_nid(nullptr, &context, NID_subject_alt_name, alternative_name.c_str());
  X509_add_ext(made.get(), extension, -1);
  X509_EXTENSION_free(extension);
  X509_sign(made.get(), owner, EVP_sha256());
  return made;
}

/// Two hosts with certificates of their own, of which the system trusts the first. The client reads what the system
/// trusts once, so this is set up before any test.
class tls_stream_test : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    if (trusted()) return;  // the tests are repeated
    trusted_key() = make_key();
    trusted() = make_certificate(trusted_key().get(), "IP:127.0.0.1");
    const auto file = std::filesystem::temp_directory_path() / ("trusted-" + std::to_string(::getpid()) + ".pem");
    auto* out = std::fopen(file.c_str(), "w");
    ASSERT_NE(out, nullptr);
    PEM_write_X509(out, trusted().get());
    std::fclose(out);
    ::setenv("SSL_CERT_FILE", file.c_str(), 1);
    trusted_file() = file;
  }

  static void TearDownTestSuite() { std::filesystem::remove(trusted_file()); }

  /// Speaks TLS with this certificate, waits for a request and answers it.
  static scripted_provider::script answer_encrypted(EVP_PKEY* owner, X509* shown) {
    return [owner, shown](const served_connection& client) {
      const server_context context{SSL_CTX_new(TLS_server_method()), &SSL_CTX_free};
      SSL_CTX_use_certificate(context.get(), shown);
      SSL_CTX_use_PrivateKey(context.get(), owner);
      const tls_stream::session tls{SSL_new(context.get()), &SSL_free};
      SSL_set_fd(tls.get(), client.socket());
      if (SSL_accept(tls.get()) != 1) return;
      // What is left unread when a connection closes would reset it.
      for (std::string request; !request.ends_with("{}");) {
        std::array<char, 4096> bytes;
        const auto received = SSL_read(tls.get(), bytes.data(), static_cast<int>(bytes.size()));
        if (received <= 0) return;
        request.append(bytes.data(), static_cast<std::size_t>(received));
      }
      const auto text = http_response(200, std::string(100000, 'x'));
      SSL_write(tls.get(), text.data(), static_cast<int>(text.size()));
      SSL_shutdown(tls.get());
    };
  }

  http_answer post(const std::string& host, const call_limits& limits = patient()) {
    const patience waiting{limits};
    const http_post request{*parse_url("https://" + host + ":" + std::to_string(host_.port()) + "/v1"), {}, "{}"};
    return send_post(request, waiting, [this](std::string_view bytes) {
      heard_ += bytes;
      return true;
    });
  }

  static key& trusted_key() {
    static key kept{nullptr, &EVP_PKEY_free};
    return kept;
  }
  static certificate& trusted() {
    static certificate kept{nullptr, &X509_free};
    return kept;
  }
  static std::filesystem::path& trusted_file() {
    static std::filesystem::path kept;
    return kept;
  }

  std::string heard_;
  scripted_provider host_{scripted_provider::listening::bytes};
};

TEST_F(tls_stream_test, talks_to_a_host_that_the_system_trusts) {
  host_.play(answer_encrypted(trusted_key().get(), trusted().get()));
  const auto got = post("127.0.0.1");
  ASSERT_TRUE(got.ended) << got.ended.error().message;
  EXPECT_EQ(got.code, 200);
  EXPECT_EQ(heard_, std::string(100000, 'x'));
}

TEST_F(tls_stream_test, refuses_a_certificate_of_unknown_origin) {
  const auto own = make_key();
  const auto shown = make_certificate(own.get(), "IP:127.0.0.1");
  host_.play(answer_encrypted(own.get(), shown.get()));
  const auto got = post("127.0.0.1");
  ASSERT_FALSE(got.ended);
  EXPECT_EQ(got.ended.error().code, errc::invalid_argument);
  EXPECT_THAT(got.ended.error().message, HasSubstr("certificate is not to be trusted"));
  EXPECT_EQ(got.progress, http_progress::not_sent);
}

TEST_F(tls_stream_test, refuses_a_certificate_of_another_host) {
  host_.play(answer_encrypted(trusted_key().get(), trusted().get()));
  const auto got = post("localhost");
  ASSERT_FALSE(got.ended);
  EXPECT_EQ(got.ended.error().code, errc::invalid_argument);
  EXPECT_THAT(got.ended.error().message, HasSubstr("certificate"));
}

TEST_F(tls_stream_test, a_handshake_that_hangs_ends_at_the_deadline) {
  host_.play(hang());
  const auto got = post("127.0.0.1", limits_of(std::chrono::milliseconds{300}));
  ASSERT_FALSE(got.ended);
  EXPECT_EQ(got.ended.error().code, errc::timeout);
}

TEST_F(tls_stream_test, a_host_without_tls_is_said_to_have_none) {
  host_.play([](const served_connection& client) { client.say("HTTP/1.1 400 Bad Request\r\n\r\n"); });
  const auto got = post("127.0.0.1");
  ASSERT_FALSE(got.ended);
  EXPECT_EQ(got.ended.error().code, errc::unavailable);
  EXPECT_THAT(got.ended.error().message, HasSubstr("should begin with http://"));
  EXPECT_THAT(got.ended.error().message, Not(HasSubstr("TLS")));
  EXPECT_THAT(got.for_log, HasSubstr("TLS: "));
}

}  // namespace
}  // namespace secondbrain::llm
