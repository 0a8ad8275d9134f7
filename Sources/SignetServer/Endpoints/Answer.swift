import NIOCore
import NIOHTTP1
import SignetAPI

/// Answers as HTTP.
enum Answer {
  static let ok = ResponseTemplate(status: .ok, contentType: MediaType.json)
  static let created = ResponseTemplate(status: .created, contentType: MediaType.json)
  static let noContent = ResponseTemplate(status: .noContent)
  static let notModified = ResponseTemplate(status: .notModified)
  static let keySet = ResponseTemplate(status: .ok, contentType: MediaType.keySet)

  static func message(
    _ message: some Encodable, template: ResponseTemplate = ok, etag: String? = nil
  ) throws(Problem) -> HTTPResponse {
    do {
      let body = ByteBuffer(bytes: try MessageEncoding.bytes(message))
      return HTTPResponse(
        template, headers: etag.map { [(HeaderName.eTag, $0)] } ?? [], body: body)
    } catch {
      throw Problem(.internalError, detail: "the answer could not be encoded")
    }
  }
}
